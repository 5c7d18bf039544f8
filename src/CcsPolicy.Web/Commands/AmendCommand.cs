using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.Commands;

/// <summary>Verb <c>amend OLD INSTRUMENT</c>: writes the text as the instrument leaves it, or as JSON why it cannot be applied. Runs without web host and database.</summary>
internal static class AmendCommand
{
    public const string Verb = "amend";

    /// <summary>What the program ends with when the instrument does not fit.</summary>
    private const int Refused = 2;

    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static int Run(VerbCall call, TextWriter output, TextWriter errors)
    {
        if (GivenText.Read(call.Words[0], errors) is not { } old || GivenText.Read(call.Words[1], errors) is not { } instrument)
            return 1;
        var amended = AmendingText.Apply(ProvisionText.Read(old).Tree, instrument);
        if (amended.Succeeded)
        {
            output.Write(KeptSpelling.Write(amended.Tree, old));
            return 0;
        }
        output.WriteLine(JsonSerializer.Serialize(
            amended.Refusals.Select(refusal => new { refusal.Line, refusal.Words, refusal.Error.Code, reason = new { ja = refusal.Error.Japanese, en = refusal.Error.English } }), Layout));
        return Refused;
    }
}
