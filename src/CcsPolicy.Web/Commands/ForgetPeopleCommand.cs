using System.Globalization;
using CcsPolicy.Web.Features.People;

namespace CcsPolicy.Web.Commands;

/// <summary>Verb <c>forget-people</c>: names whose time is over are shown, and with <c>--delete</c> taken out.</summary>
internal static class ForgetPeopleCommand
{
    public const string Verb = "forget-people";
    public const string Years = "--years";
    public const string Delete = "--delete";

    public static async Task<int> RunAsync(IServiceProvider services, VerbCall call, TextWriter output, TextWriter errors)
    {
        var years = ForgetPeopleHandler.UsualYears;
        if (call.Value(Years) is { } typed && !(int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out years) && years is >= 1 and <= 100))
            return await call.RefuseAsync(errors);
        using var scope = services.CreateScope();
        var people = scope.ServiceProvider.GetRequiredService<ForgetPeopleHandler>();
        if (call.Has(Delete))
        {
            var count = await people.ForgetAsync(years, CancellationToken.None);
            await output.WriteLineAsync($"{count} 人の氏名・かな・メールを消し、アカウントを空にしました。職員番号と記録は残り、操作記録は検証できます。前に作ったバックアップには残っています。 / "
                + $"Name, reading and mail of {count} people were taken out and their accounts emptied. Staff numbers and records stay, and the journal verifies. Backups made before still hold the names.");
            return 0;
        }
        var due = await people.DueAsync(years, CancellationToken.None);
        await output.WriteLineAsync($"{years} 年以上前に離職した人で氏名が残っている人: {due.Count}。何も変えていません。消すには --delete を付けます。 / "
            + $"People who left {years} or more years ago and still have a name here: {due.Count}. Nothing was changed. Add --delete to take the names out.");
        foreach (var number in due)
            await output.WriteLineAsync(number);
        return 0;
    }
}
