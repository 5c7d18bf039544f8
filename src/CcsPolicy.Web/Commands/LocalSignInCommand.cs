using System.Globalization;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Commands;

/// <summary>
/// Verb <c>local-sign-in open|close</c>: the way back when the provider does not answer. Opens sign-in with a password for an hour; it sets no password,
/// changes no account, and is journalled. The running service learns of it with the next request.
/// </summary>
internal static class LocalSignInCommand
{
    public const string Verb = "local-sign-in";

    public static async Task<int> RunAsync(IServiceProvider services, VerbCall call, TextWriter output, TextWriter errors)
    {
        if (call.Words[0] is not ("open" or "close"))
            return await call.RefuseAsync(errors);
        var open = call.Words[0] == "open";
        var until = await services.GetRequiredService<LocalSignIn>().SetEmergencyAsync(open, CancellationToken.None);
        var at = until.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        await output.WriteLineAsync(open
            ? $"パスワードでのサインインを {at}（日本時間）まで開けました。操作記録に残ります。用が済んだら local-sign-in close で閉じてください。 / Sign-in with a password is open until {at} (Tokyo). It is journalled. Close it with local-sign-in close when done."
            : "パスワードでのサインインを、設定のとおりに戻しました。開いているサインインは、そのままです。 / Sign-in with a password is as the configuration says again. Sessions that are open stay.");
        return 0;
    }
}
