using CcsPolicy.Web.Features.Appointing;

namespace CcsPolicy.Web.Commands;

/// <summary>Verb <c>name-ciso NUMBER</c>: the way out when there is no CISO any more who could hand over.</summary>
internal static class NameCisoCommand
{
    public const string Verb = "name-ciso";

    public static async Task<int> RunAsync(IServiceProvider services, VerbCall call, TextWriter output, TextWriter errors)
    {
        using var scope = services.CreateScope();
        var result = await scope.ServiceProvider.GetRequiredService<NameCisoHandler>().HandleAsync(call.Words[0], CancellationToken.None);
        if (result.Error is { } refusal)
        {
            await errors.WriteLineAsync($"{refusal.Japanese} / {refusal.English}");
            return 1;
        }
        await output.WriteLineAsync("今日からのCISOを記録しました。操作記録に残ります。アカウントがなければ、システム管理者が作ります。 / The CISO from today on was recorded. It is journalled. If the person has no account, the system administrator makes one.");
        return 0;
    }
}
