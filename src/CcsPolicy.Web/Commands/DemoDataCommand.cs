using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CcsPolicy.Web.DemoData;

namespace CcsPolicy.Web.Commands;

/// <summary>Verb <c>demo-data [--people N] [--documents N] [--seed N] [--password P]</c>: fills an empty database with the demo organisation, and with a crowd for load tests.</summary>
internal static class DemoDataCommand
{
    public const string Verb = "demo-data";

    public static async Task<int> RunAsync(IServiceProvider services, VerbCall call, TextWriter output, TextWriter errors)
    {
        if (Parse(call) is not var (size, password))
            return await call.RefuseAsync(errors);
        await using var scope = services.CreateAsyncScope();
        var organisation = DemoStart.Organisation(scope.ServiceProvider);
        if (!await organisation.IsEmptyAsync(CancellationToken.None))
        {
            await errors.WriteLineAsync("データベースに人が登録されています。何も変えていません。空のデータベースで実行してください。 / There are people in this database. Nothing was changed. Use an empty one.");
            return 1;
        }
        var watch = Stopwatch.StartNew();
        var loaded = await organisation.LoadAsync(size, password, CancellationToken.None);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{loaded.People} people, {loaded.Documents} documents, {loaded.Acknowledgements} acknowledgements in {watch.Elapsed.TotalSeconds:0.0} s"));
        await output.WriteLineAsync($"{string.Join(", ", loaded.Accounts)}: {password}");
        return 0;
    }

    private static (DemoSize Size, string Password)? Parse(VerbCall call)
    {
        // Without a password of its own the demo organisation gets one that nobody can look up.
        var password = call.Value("--password") ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
        var size = new DemoSize();
        return password.Length > 0 && Number("--people", size.MorePeople) is { } people && Number("--documents", size.MoreDocuments) is { } documents && Number("--seed", size.Seed) is { } seed
            ? (size with { MorePeople = people, MoreDocuments = documents, Seed = seed }, password) : null;

        int? Number(string option, int otherwise) =>
            call.Value(option) is not { } value ? otherwise : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000 ? number : null;
    }
}
