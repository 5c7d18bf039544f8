using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;

namespace CcsPolicy.Web.DemoData;

/// <summary>見本での起動。In Development an empty database is filled with the demo organisation, and the console says where to go and whom to be.</summary>
internal static class DemoStart
{
    /// <summary>Of demo accounts only, which exist only where somebody asked for the demo organisation.</summary>
    public const string Password = "aoba-demo-portal";

    private static readonly (string Account, string Who)[] People =
    [
        ("staff", "職員 / a member of staff"), ("officer", "情報セキュリティ担当者 / the security officer"), ("manager", "所属長（年金課長） / a department manager (of 年金課)"),
        ("custodian", "実施手順の管理者・企画情報課長（見本の規程の合議をする人） / the custodian of procedures, who as head of 企画情報課 also agrees to the demo documents"), ("ciso", "CISO"), ("deputy", "CISO代理 / the deputy of the CISO"),
        ("auditor", "監査担当者 / an auditor"), ("admin", "システム管理者 / the system administrator"), ("contractor", "受託事業者 / a contractor’s staff"),
    ];

    /// <summary>The sign-in page offers the demo accounts by name.</summary>
    public static void Offer(IServiceCollection services)
    {
        foreach (var (account, who) in People)
            services.AddSingleton(new DemoAccount(account, Password, who.Split(" / ")[0], who.Split(" / ")[^1]));
    }

    public static DemoOrganisation Organisation(IServiceProvider services) =>
        new(services.GetRequiredService<PolicyDbFactory>(), services.GetRequiredService<IPasswordHasher<Account>>());

    /// <summary>Loads the demo organisation into an empty database, and says so once the server listens.</summary>
    public static async Task PrepareAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var organisation = Organisation(scope.ServiceProvider);
        if (await organisation.IsEmptyAsync(CancellationToken.None))
            await organisation.LoadAsync(new DemoSize(), Password, CancellationToken.None);
        app.Lifetime.ApplicationStarted.Register(() => Announce(app));
    }

    private static void Announce(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        Console.WriteLine();
        Console.WriteLine($"  CcsPolicy: {address}");
        Console.WriteLine($"  見本のアカウント（パスワードはすべて {Password}）/ demo accounts (all with the password {Password}):");
        foreach (var (account, who) in People)
            Console.WriteLine($"    {account,-12}{who}");
        Console.WriteLine("  この見本のアカウントだけは、開発環境に限り、二段階認証なしで使えます。");
        Console.WriteLine("  These accounts alone work without a second factor, and only in Development.");
        Console.WriteLine();
    }
}
