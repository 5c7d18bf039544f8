using CcsPolicy.Domain.Basics;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Shell.Display;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>The document around a text as bytes, cut at its holes: what each printed page is headed with, the title, the text.</summary>
internal sealed record FrameBytes(byte[] BeforeRunning, byte[] BeforeTitle, byte[] BeforeMain, byte[] AfterMain)
{
    public const string RunningHole = "[[hole-running]]";
    public const string TitleHole = "[[hole-title]]";
    public const string MainHole = "[[hole-main]]";

    public static FrameBytes Cut(string html)
    {
        var running = html.IndexOf(RunningHole, StringComparison.Ordinal);
        var title = html.IndexOf(TitleHole, StringComparison.Ordinal);
        var main = html.IndexOf(MainHole, StringComparison.Ordinal);
        return new(Encoding.UTF8.GetBytes("<!DOCTYPE html>\n" + html[..running]), Encoding.UTF8.GetBytes(html[(running + RunningHole.Length)..title]),
            Encoding.UTF8.GetBytes(html[(title + TitleHole.Length)..main]), Encoding.UTF8.GetBytes(html[(main + MainHole.Length)..]));
    }
}

/// <summary>
/// 枠の保管。Renders the frame of the shell once for a reader and what that browser chose, and keeps it for some seconds: numbers in the navigation may
/// change. A reader is a new object as soon as anything that access depends on changes, so a frame never outlives the rights it was made with.
/// </summary>
internal sealed class FrameStore(TimeProvider clock, ILoggerFactory loggers, EndpointDataSource endpoints)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);
    private readonly ConditionalWeakTable<object, ConcurrentDictionary<Choice, (DateTimeOffset Until, FrameBytes Frame)>> frames = [];
    private readonly object anonymous = new();
    private ResourceAssetCollection? files;

    public async ValueTask<FrameBytes> FrameAsync(HttpContext context, Reader reader, DisplayChoices choices)
    {
        var ofReader = frames.GetOrCreateValue(reader.PersonId is null ? anonymous : reader);
        var choice = new Choice(choices, context.User.Identity?.Name);
        var now = clock.Now();
        if (ofReader.TryGetValue(choice, out var known) && known.Until > now)
            return known.Frame;
        var made = await RenderAsync(context, choices);
        ofReader[choice] = (now + Kept, made);
        return made;
    }

    private async Task<FrameBytes> RenderAsync(HttpContext context, DisplayChoices choices)
    {
        // Names of files with their fingerprints hang on the endpoints of pages.
        files ??= endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ResourceAssetCollection>()).FirstOrDefault(found => found is not null)
            ?? ResourceAssetCollection.Empty;
        await using var renderer = new HtmlRenderer(context.RequestServices, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var rendered = await renderer.RenderComponentAsync<ReadingFrame>(ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(ReadingFrame.Http)] = context,
                [nameof(ReadingFrame.Choices)] = choices,
                [nameof(ReadingFrame.Files)] = files,
            }));
            return FrameBytes.Cut(rendered.ToHtmlString());
        });
    }

    private sealed record Choice(DisplayChoices Display, string? Account);
}
