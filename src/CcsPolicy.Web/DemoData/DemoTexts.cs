using System.Text;

namespace CcsPolicy.Web.DemoData;

/// <summary>見本の規程文。The texts of the demo organisation as they lie in the program, one file per edition, with the dates of a <see cref="DemoYear"/>.</summary>
internal static class DemoTexts
{
    public const string Organisation = "青葉県市町村職員共済組合";

    /// <summary>Every edition's file, document by document, oldest first.</summary>
    public static IReadOnlyList<string> Editions { get; } =
    [
        "basic-policy-1", "basic-policy-2", "basic-policy-3",
        "standard-1", "standard-2",
        "personal-number-1",
        "procedure-incident-1", "procedure-server-room-1", "procedure-take-out-1", "procedure-accounts-1", "procedure-backup-1",
    ];

    public static string Read(string name, DemoYear year) => year.Fill(Raw(name));

    internal static string Raw(string name)
    {
        using var stream = typeof(DemoTexts).Assembly.GetManifestResourceStream($"demo/{name}.txt")
            ?? throw new InvalidOperationException($"The program carries no demo text named {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
