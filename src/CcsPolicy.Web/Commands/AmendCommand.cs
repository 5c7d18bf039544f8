using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.Commands;

/// <summary>
/// Verb <c>amend OLD INSTRUMENT [--made DATE [--number NUMBER]] [--on DATE]</c>: writes the text as the instrument leaves it, with the line 改正 and the instrument's own 附則 when the day is given on which it was made, or as JSON why
/// it cannot be applied. Without <c>--at</c> it runs without web host and database.
/// </summary>
internal static class AmendCommand
{
    public const string Verb = "amend";

    public const string Made = "--made";

    public const string Number = "--number";

    public const string On = "--on";

    /// <summary>What the program ends with when the instrument does not fit.</summary>
    private const int Refused = 2;

    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static async Task<int> RunAsync(VerbCall call, GivenTexts texts, TextWriter output, TextWriter errors)
    {
        if (await texts.ReadAsync(call, 0, errors) is not { } old)
            return 1;
        if (!call.TryDay(Made, errors, out var made) || !call.TryDay(On, errors, out var on))
            return Verbs.WrongUse;
        // What is written between two texts that are alike: it changes nothing.
        if (GivenText.IsFile(call.Words[1]) && GivenText.Bytes(call.Words[1], errors) is { } bytes && bytes.All(one => one is (byte)' ' or (byte)'\r' or (byte)'\n'))
        {
            await output.WriteAsync(old);
            return 0;
        }
        if (GivenText.Read(call.Words[1], errors) is not { } instrument)
            return 1;
        var amended = AmendingText.Apply(ProvisionText.Read(old).Tree, instrument, on: on);
        if (amended.Succeeded && made is { } day)
        {
            var entered = new AmendmentEntry(day, call.Value(Number) ?? "").AddTo(amended.Tree, amended.Instrument);
            amended = entered.Error is { } refused ? amended with { Refusals = [new(1, "附則", refused)] } : amended with { Tree = entered.Value };
        }
        if (amended is { Succeeded: true, Tree: { Title: "", Provisions: [] } })
        {
            await errors.WriteLineAsync("この改め文は本文を廃止します。後に残る本文はありません。");
            await errors.WriteLineAsync("The instrument repeals the text: nothing of it remains.");
            return 0;
        }
        if (amended.Succeeded)
        {
            // A text that an instrument about the whole of it writes anew is spelled as that has it; one that is only written anew as a whole for want of other words keeps its spelling.
            var whole = !AmendingText.IsAboutWhole(instrument) ? null : amended.Instrument.Sentences.SelectMany(sentence => sentence.Operations).OfType<AmendingOperation.Rewrite>().FirstOrDefault(rewrite => rewrite.IsOfWhole);
            await output.WriteAsync(KeptSpelling.Write(amended.Tree, whole is null ? old : whole.Block + "\n"));
            return 0;
        }
        await output.WriteLineAsync(JsonSerializer.Serialize(
            amended.Refusals.Select(refusal => new { refusal.Line, refusal.Words, refusal.Error.Code, reason = new { ja = refusal.Error.Japanese, en = refusal.Error.English } }), Layout));
        return Refused;
    }
}
