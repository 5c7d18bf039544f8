using System.Buffers;
using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Display;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>枠に入れた応答。Writes a page as bytes: the frame that was kept, with title, running head and what stands in it.</summary>
internal sealed class FramedAnswer(FrameStore frames, DisplayCookie display, IOptions<PortalOptions> portal)
{
    /// <param name="running">What each printed page is headed with.</param>
    public async Task WriteAsync(HttpContext context, Reader reader, string title, string running, params ReadOnlyMemory<byte>[] parts)
    {
        var choices = display.Read(context);
        var frame = await frames.FrameAsync(context, reader, choices);
        var name = new HtmlWriter().Words(title).Raw(" — ").Words(portal.Value.NameIn(choices.Language)).ToUtf8();
        ReadOnlyMemory<byte>[] all = [frame.BeforeRunning, new HtmlWriter().Words(running).ToUtf8(), frame.BeforeTitle, name, frame.BeforeMain, .. parts, frame.AfterMain];
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = all.Sum(part => part.Length);
        foreach (var part in all)
            response.BodyWriter.Write(part.Span);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
