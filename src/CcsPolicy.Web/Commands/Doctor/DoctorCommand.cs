namespace CcsPolicy.Web.Commands.Doctor;

/// <summary>
/// Verb <c>doctor</c>: looks at configuration, certificate, disk, keys, database, clock, and the folders of checkpoints and backups, and says how to mend what it finds. It changes nothing, and
/// answers 0 when nothing is broken, 1 when something is.
/// </summary>
internal static class DoctorCommand
{
    public const string Verb = "doctor";

    public static async Task<int> RunAsync(Examination examination, TextWriter output)
    {
        var found = await examination.RunAsync(CancellationToken.None);
        foreach (var finding in found)
        {
            await output.WriteLineAsync($"{Mark(finding.Weight)} {finding.Subject}");
            await output.WriteLineAsync("    " + finding.Japanese);
            await output.WriteLineAsync("    " + finding.English);
        }
        var (faults, warnings) = (found.Count(finding => finding.Weight == Weight.Fault), found.Count(finding => finding.Weight == Weight.Warning));
        await output.WriteLineAsync($"異常 {faults} 件、注意 {warnings} 件。何も変えていません。 / {faults} faults, {warnings} warnings. Nothing was changed.");
        return faults > 0 ? 1 : 0;
    }

    private static string Mark(Weight weight) => weight switch { Weight.Sound => "[ OK ]", Weight.Warning => "[注意/WARNING]", _ => "[異常/FAULT]" };
}
