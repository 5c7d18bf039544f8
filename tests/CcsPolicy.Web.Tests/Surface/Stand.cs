using AngleSharp.Html.Dom;
using CcsPolicy.Web.Tests.Access.Posting;
using CcsPolicy.Web.Tests.NonInterference;
using Microsoft.Data.Sqlite;

namespace CcsPolicy.Web.Tests.Surface;

/// <summary>A form on its page, filled in as its case says.</summary>
internal sealed record Opened(Visitor Visitor, IHtmlFormElement Form, string Address, List<KeyValuePair<string, string>> Fields);

/// <summary>One world in which the forms of the product are opened one after the other, each from the same rows.</summary>
internal sealed class Stand : IAsyncDisposable
{
    private int number = 70_000_000;

    private readonly SqliteConnection watch;

    private Stand(World world, Places places)
    {
        (World, Places) = (world, places);
        watch = new SqliteConnection(world.Portal.Databases.Setup.ConnectionString);
        watch.Open();
    }

    public World World { get; }

    public Places Places { get; }

    public static async Task<Stand> OpenAsync()
    {
        var world = World.Open(await WorldSeed.GetAsync());
        world.Portal.Clock.Advance(TimeSpan.FromHours(1));
        world.Restart(70_000_000);
        return new Stand(world, await Places.OfAsync(world));
    }

    public async Task<Opened> BeginAsync(FormCase form)
    {
        World.Restart(number += 10);
        await form.Before(World, Places);
        var stage = new Stage(World, Places, await World.VisitorAsync(form.By));
        var page = form.Open is { } open ? await open(stage) : await stage.Visitor.GetAsync(form.Page(Places));
        if (page is null || form.FindOn(page) is not { } found)
            throw new InvalidOperationException($"no form {form} on {stage.Visitor.Last.Asked}, answered {stage.Visitor.Last} {string.Join('\n', World.Lines.Take())}");
        var address = found.GetAttribute("action") is { Length: > 0 } action ? action : form.Open is not null ? stage.Visitor.Last.Asked.Split(' ')[^1] : form.Page(Places);
        World.Step(number + 5);
        return new Opened(stage.Visitor, found, address, form.Fill(found, stage, page));
    }

    /// <summary>The status that came of it.</summary>
    public static async Task<int> SendAsync(FormCase form, Opened opened, List<KeyValuePair<string, string>> fields, string? origin)
    {
        if (opened.Form.GetAttribute("enctype") == "multipart/form-data" || form.File is not null)
            await opened.Visitor.PostAsync(opened.Address, fields, form.File, multipart: true);
        else
            await opened.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, opened.Address) { Content = new FormUrlEncodedContent(fields) }, read: false, origin);
        return opened.Visitor.Last.Status;
    }

    /// <summary>Another number after anybody has written anything.</summary>
    public long Version()
    {
        using var command = watch.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)command.ExecuteScalar()!;
    }

    public async ValueTask DisposeAsync()
    {
        await watch.DisposeAsync();
        await World.DisposeAsync();
    }
}
