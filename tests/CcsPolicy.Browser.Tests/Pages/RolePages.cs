using System.Collections.Concurrent;
using CcsPolicy.Browser.Tests.Site;
using CcsPolicy.Testing;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace CcsPolicy.Browser.Tests.Pages;

/// <summary>Every page of a role, found by following its links: accessible, silent, within the window; in the long run its pictures are put into artifacts/screenshots.</summary>
internal static class RolePages
{
    private static readonly string Pictures = Path.Combine(DemoPortal.Root, "artifacts", "screenshots");

    private static readonly ConcurrentDictionary<string, string> Judged = new();

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] },
    };

    public static async Task WalkAsync(DemoPortal portal, string role, int least)
    {
        await using var wide = await portal.OpenAsync(role);
        await using var english = await portal.OpenAsync(role, language: "en");
        var (crawl, faults, pages) = (new Crawl(), new List<string>(), 0);
        while (crawl.TryNext(out var address))
        {
            pages++;
            // A kind of page is judged with the first role that reaches it, and in the long run with every role: otherwise only its links are read.
            var isNew = Judged.TryAdd(Crawl.NameOf(address), role) || TestLength.IsNightly;
            var status = isNew ? await wide.GoAsync(address) : await crawl.ReadLinksAsync(wide.Page.APIRequest, address);
            if (status != 200)
                faults.Add($"{address} answers {status}");
            if (status != 200 || !isNew)
                continue;
            await crawl.ReadLinksAsync(wide);
            await JudgeAsync(wide, role, address, faults);
            await english.GoAsync(address);
            await FitsAsync(english, $"{role}-{Crawl.NameOf(address)}-1440-en", faults);
            await HoldsWordsAsync(english, address, faults);
            if (await english.Page.GetAttributeAsync("html", "lang") != "en")
                faults.Add($"{address} is not in English");
            faults.AddRange(english.TakeComplaints().Select(said => $"{address} in English: {said}"));
        }
        Assert.True(faults.Count == 0, $"{role}, {pages} pages:\n{string.Join("\n", faults.Distinct())}");
        Assert.True(pages >= least, $"{role} reaches only {pages} pages");
    }

    public static async Task JudgeAsync(Window window, string role, string address, List<string> faults)
    {
        var name = $"{role}-{Crawl.NameOf(address)}";
        var findings = (await window.Page.RunAxe(Rules)).Violations;
        faults.AddRange(findings.Select(finding => $"{address}: {finding.Id}: {string.Join(" | ", finding.Nodes.Take(3).Select(node => node.Html))}"));
        await FitsAsync(window, name + "-1440-light", faults);
        await window.Page.SetViewportSizeAsync(768, 1024);
        await FitsAsync(window, name + "-768-light", faults);
        await window.Page.SetViewportSizeAsync(360, 740);
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await FitsAsync(window, name + "-360-dark", faults);
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await window.Page.SetViewportSizeAsync(1440, 900);
        faults.AddRange(window.TakeComplaints().Select(said => $"{address}: {said}"));
    }

    /// <summary>Columns are as wide as their words, in a wide window and in one just wide enough for columns.</summary>
    private static async Task HoldsWordsAsync(Window english, string address, List<string> faults)
    {
        foreach (var width in new[] { 1440, 768 })
        {
            await english.Page.SetViewportSizeAsync(width, 900);
            if (await english.BrokenWordsAsync() is [_, ..] broken)
                faults.Add($"{address} breaks {string.Join(", ", broken.Distinct())} at {width} px");
            if (await english.OverflowAsync() is > 0 and var pixels)
                faults.Add($"{address} is {pixels} px too wide in English at {width} px");
        }
        await english.Page.SetViewportSizeAsync(1440, 900);
    }

    private static async Task FitsAsync(Window window, string name, List<string> faults)
    {
        if (await window.OverflowAsync() is > 0 and var pixels)
            faults.Add($"{name} is {pixels} px too wide");
        if (TestLength.IsNightly)
            await window.Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".jpg"), FullPage = true, Type = ScreenshotType.Jpeg, Quality = 70 });
    }
}
