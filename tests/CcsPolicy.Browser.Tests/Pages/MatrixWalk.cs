using CcsPolicy.Browser.Tests.Site;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Browser.Tests.Pages;

/// <summary>Opens every cell of <see cref="Matrix"/> in one window of the role: each answers as the table says, and the browser has nothing to complain of.</summary>
internal static class MatrixWalk
{
    public static async Task VisitAsync(DemoPortal portal, string? role, int least)
    {
        var cells = await Matrix.OfAsync(portal, role);
        await using var window = await portal.OpenAsync(role);
        var faults = new List<string>();
        foreach (var (pattern, address, expected) in cells)
        {
            var status = await StatusAsync(window, pattern, address, expected);
            if (status != expected)
                faults.Add($"{pattern} at {address} answers {status} instead of {expected}");
            if (await window.OverflowAsync() is > 0 and var pixels)
                faults.Add($"{address} is {pixels} px too wide for {role ?? "nobody"}");
            faults.AddRange(window.TakeComplaints().Select(said => $"{address}: {said}"));
        }
        Assert.True(faults.Count == 0, $"{role ?? "nobody"}, {cells.Count} addresses:\n{string.Join("\n", faults)}");
        Assert.True(cells.Count >= least, $"only {cells.Count} addresses");
    }

    /// <summary>What is served is opened as a page; of what is refused the status is all there is, and so of files and of answers that are all in their status.</summary>
    private static async Task<int> StatusAsync(Window window, string pattern, string address, int expected)
    {
        // The proof of a receipt is a file, and leads back to its page as long as there is none.
        if (expected == 200 && pattern.EndsWith("/proof", StringComparison.Ordinal))
            return (await window.Page.APIRequest.GetAsync(address)).Status;
        if (expected != 200 || pattern is SiteUrls.Session or SiteUrls.Live or SiteUrls.Ready || pattern.Contains("{file", StringComparison.Ordinal))
            return (await window.Page.APIRequest.GetAsync(address, new() { MaxRedirects = 0 })).Status;
        var status = await window.GoAsync(address);
        return window.Here.StartsWith(SiteUrls.SignIn + "?returnUrl=", StringComparison.OrdinalIgnoreCase) ? 302 : status;
    }
}
