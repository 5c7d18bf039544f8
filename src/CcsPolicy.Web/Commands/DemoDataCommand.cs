using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CcsPolicy.Web.DemoData;

namespace CcsPolicy.Web.Commands;

/// <summary>Verb <c>demo-data [--people N] [--documents N] [--seed N] [--password P]</c>: fills an empty database with the demo organisation, and with a crowd for load tests.</summary>
internal static class DemoDataCommand
{
    public const string Verb = "demo-data";

    public static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        if (Parse(arguments) is not var (size, password))
        {
            await errors.WriteLineAsync("使い方: demo-data [--people 人数] [--documents 規程数] [--seed 種] [--password パスワード] / Usage: demo-data [--people N] [--documents N] [--seed N] [--password P]");
            return 2;
        }
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

    private static (DemoSize Size, string Password)? Parse(IReadOnlyList<string> arguments)
    {
        var size = new DemoSize();
        // Without a password of its own the demo organisation gets one that nobody can look up.
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (i + 1 == arguments.Count)
                return null;
            var value = arguments[i + 1];
            if (arguments[i] == "--password" && value.Length > 0)
                password = value;
            else if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 1_000_000)
                return null;
            else if (arguments[i] == "--people")
                size = size with { MorePeople = number };
            else if (arguments[i] == "--documents")
                size = size with { MoreDocuments = number };
            else if (arguments[i] == "--seed")
                size = size with { Seed = number };
            else
                return null;
        }
        return (size, password);
    }
}
