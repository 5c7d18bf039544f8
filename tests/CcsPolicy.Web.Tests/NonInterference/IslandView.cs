using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bunit;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Shell.Circuits;
using CcsPolicy.Web.Tests.Features.Drafting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using MudBlazor.Services;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>The editor as the circuit of one person shows it: rendered on the services of one world, with the browser's script played by nobody.</summary>
internal sealed partial class IslandView : BunitContext
{
    private readonly IRenderedComponent<DraftEditor> editor;

    public IslandView(World world, Who who, AmendmentId amendment)
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ja");
        DefaultWaitTimeout = TimeSpan.FromSeconds(30);
        Services.AddLocalization();
        Services.AddMudServices();
        AddAuthorization().SetAuthorized(who.ToString());
        var product = world.Portal.Services;
        Services.AddSingleton(product.GetRequiredService<OpenDrafts>());
        Services.AddSingleton(product.GetRequiredService<OpenCircuits>());
        Services.AddScoped<CircuitAllowance>();
        Services.AddSingleton(new SaveDraftHandler(world.As(who), product.GetRequiredService<KeptDrafts>()));
        Services.AddSingleton(new CorrectReferencesHandler(world.As(who), product.GetRequiredService<KeptDrafts>()));
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("/js/drafting.js").Mode = JSRuntimeMode.Loose;
        ComponentFactories.Add<Virtualize<OutlineRow>, DraftEditorTests.AllRows>();
        editor = Render<DraftEditor>(parameters => parameters.Add(part => part.Amendment, amendment.ToString()));
        editor.WaitForState(() => !editor.Markup.Contains("読み込んでいます", StringComparison.Ordinal));
    }

    /// <summary>All that goes to the browser: what is drawn, and what its script is told.</summary>
    public IReadOnlyList<string> Shown =>
    [
        Chance().Replace(editor.Markup, ""),
        .. JSInterop.Invocations.Select(call => Chance().Replace(
            call.Identifier + " " + string.Join(' ', call.Arguments.Select(argument => argument is DotNetObjectReference<DraftEditor> ? "self" : JsonSerializer.Serialize(argument))), "")),
    ];

#pragma warning disable BL0006 // What is rendered can be read nowhere else; should it change, the test fails to build.
    /// <summary>Every handler of the product that stands in what is rendered now.</summary>
    public IEnumerable<(Way Command, Delegate Handler)> Handlers()
    {
        var read = typeof(Renderer).GetMethod("GetCurrentRenderTreeFrames", BindingFlags.Instance | BindingFlags.NonPublic)!;
        var open = new Stack<int>([editor.ComponentId]);
        while (open.TryPop(out var id))
        {
            var range = (ArrayRange<RenderTreeFrame>)read.Invoke(Renderer, [id])!;
            foreach (var frame in range.Array.Take(range.Count).ToList())
                if (frame.FrameType == RenderTreeFrameType.Component)
                    open.Push(frame.ComponentId);
                else if (frame.FrameType == RenderTreeFrameType.Attribute && DelegateOf(frame.AttributeValue) is { } handler && Islands.CommandOf(handler.Method) is { } command)
                    yield return (command, handler);
        }
    }
#pragma warning restore BL0006

    /// <summary>Somebody presses what the handler belongs to. One that asks something first has not ended then.</summary>
    public async Task PressAsync(Delegate handler)
    {
        var pressed = Task.CompletedTask;
        await editor.InvokeAsync(() => { pressed = new EventCallback(editor.Instance, (MulticastDelegate)handler).InvokeAsync(null); });
        await Task.WhenAny(pressed, editor.WaitForStateAsync(() => editor.Markup.Contains("mud-dialog-content", StringComparison.Ordinal)));
    }

    public Task CallAsync(Func<DraftEditor, Task> call) => editor.InvokeAsync(() => call(editor.Instance));

    /// <summary>Numbers of handlers and of elements, which the test renderer gives (how often something was drawn, and chance), and the random ids of MudBlazor's dialogs.</summary>
    [GeneratedRegex("(?<=blazor:[a-zA-Z]+=\")[0-9a-f-]+|(?<=(dialog|overlay|popover|mudinput|element))[0-9a-z]{8}(?![0-9a-z])|(?<=\"_)[0-9a-f]{32}|(?<=\"Id\":\")[0-9a-f-]{36}")]
    private static partial Regex Chance();

    private static Delegate? DelegateOf(object? value) => value switch
    {
        null => null,
        Delegate handler when handler.GetType().Name.StartsWith("RenderFragment", StringComparison.Ordinal) => null,
        Delegate handler => handler,
        _ when value.GetType().Name.StartsWith("EventCallback", StringComparison.Ordinal) =>
            (Delegate?)value.GetType().GetField("Delegate", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(value),
        _ => null,
    };
}
