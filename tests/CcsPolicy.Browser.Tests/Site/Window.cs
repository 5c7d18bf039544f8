using Microsoft.Playwright;
using Xunit;

namespace CcsPolicy.Browser.Tests.Site;

/// <summary>A page in Chromium that writes down what it complains of, what does not come, and what it asks of others than the portal.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly List<string> complaints = [];

    public Window(IPage page, string address)
    {
        Page = page;
        page.Console += (_, message) => { if (message.Type is "error" or "warning") complaints.Add(message.Text); };
        page.PageError += (_, fault) => complaints.Add(fault);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address + "/", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                complaints.Add("asks another host: " + request.Url);
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !response.Request.IsNavigationRequest)
                complaints.Add($"{response.Url} answers {response.Status}");
        };
        // What is still on its way when the page is left is aborted by the browser itself.
        page.RequestFailed += (_, request) => { if (request.Failure != "net::ERR_ABORTED") complaints.Add($"{request.Url} fails: {request.Failure}"); };
    }

    public IPage Page { get; }

    /// <summary>Path and query of the page shown.</summary>
    public string Here => new Uri(Page.Url).PathAndQuery;

    /// <summary>What the page complained of since this was last asked.</summary>
    public IReadOnlyList<string> TakeComplaints()
    {
        string[] taken = [.. complaints];
        complaints.Clear();
        return taken;
    }

    /// <summary>Opens the address and waits until it can be used: fonts are there, and the circuit where the page has one.</summary>
    public async Task<int> GoAsync(string address)
    {
        var answer = await Page.GotoAsync(address);
        // A page that could host an editor, and says that there is nothing to edit, has the script without the circuit.
        if (await Page.Locator("#draft-status").CountAsync() > 0)
            await Page.Locator(".island").First.WaitForAsync();
        await Page.EvaluateAsync("document.fonts.ready.then(() => 0)");
        return answer!.Status;
    }

    /// <summary>How many pixels the page is wider than the window.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>English words of tables and buttons that stand on two lines, other than in what may be long without a space.</summary>
    public Task<string[]> BrokenWordsAsync() => Page.EvaluateAsync<string[]>("""
        () => {
          const broken = [], range = document.createRange();
          const texts = document.evaluate("//main//text()[ancestor::table or ancestor::*[contains(@class, 'button')]]", document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE);
          for (let i = 0; i < texts.snapshotLength; i++) {
            const text = texts.snapshotItem(i);
            if (text.parentElement.closest('.breaks, .hash, .visually-hidden')) continue;
            for (const word of text.data.matchAll(/[A-Za-z]{2,}/g)) {
              range.setStart(text, word.index);
              range.setEnd(text, word.index + word[0].length);
              if (new Set([...range.getClientRects()].filter(part => part.width > 1).map(part => Math.round(part.top))).size > 1) broken.push(word[0]);
            }
          }
          return broken;
        }
        """);

    /// <summary>Presses the button or follows the link and waits for the next page.</summary>
    public async Task FollowAsync(ILocator control)
    {
        await control.ClickAsync();
        try
        {
            await Page.WaitForLoadStateAsync(LoadState.Load);
        }
        catch (TimeoutException)
        {
            // On a busy machine the event is at times told before anybody waits for it: then the page itself says that it is there.
            Assert.Equal("complete", await Page.EvaluateAsync<string>("document.readyState"));
        }
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
