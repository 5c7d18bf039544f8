using CcsPolicy.Testing.Shell;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Browser.Tests.Shell;

/// <summary>The frame with sample pages: what the look is judged by, without any feature's data.</summary>
public sealed class SampleSite : IAsyncLifetime
{
    private ShellHost host = default!;

    public string Address => host.Address;

    public async ValueTask InitializeAsync() => host = await ShellHost.StartAsync(
        add: services =>
        {
            services.AddSingleton(new PageAssembly(typeof(SampleSite).Assembly));
            services.AddScoped<HeaderPersonSource>(_ => _ => ValueTask.FromResult<HeaderPerson?>(new("佐藤 花子", "総務課")));
            foreach (var (text, url, order) in new[] { ("ホーム", "/", 0), ("規程", "/sample/list", 10), ("改正", "/sample/form", 20), ("確認状況", "/sample/reading", 30) })
                services.AddSingleton(new NavigationEntry(typeof(SampleSite), text, url, order, Count: url == "/sample/form" ? _ => ValueTask.FromResult(3) : null));
        },
        settings: [("Portal:Office", "あおぞら市町村職員共済組合"), ("Portal:OfficeEnglish", "Aozora Mutual Aid Association")]);

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
