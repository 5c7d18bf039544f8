using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Commands;

/// <summary>Verb <c>amendment OLD NEW [--effective DATE [--later PLACE=DATE …] [--transition WORDS …]] [--national|--table]</c>: writes the amending instrument that makes the one text of the other, in sentences or as the table of both texts. Without <c>--at</c> it runs without web host and database.</summary>
internal static class AmendmentCommand
{
    public const string Verb = "amendment";
    public const string National = "--national";
    public const string Table = "--table";
    public const string Effective = "--effective";
    public const string Later = "--later";
    public const string Transition = "--transition";

    /// <summary>What the program ends with when a day is given for what does not change.</summary>
    private const int Refused = 2;

    public static async Task<int> RunAsync(VerbCall call, GivenTexts texts, TextWriter output, TextWriter errors)
    {
        if (await texts.ReadTreeAsync(call, 0, errors) is not { } old || await texts.ReadTreeAsync(call, 1, errors) is not { } @new)
            return 1;
        if (!call.TryDay(Effective, errors, out var effective) || !TryLater(call, errors, out var later))
            return Verbs.WrongUse;
        var usage = (call.Has(National) ? InstrumentUsage.National : InstrumentUsage.Municipal) with { Effective = effective, Later = later, Transition = [.. call.Options[Transition]] };
        var instrument = call.Has(Table) ? AmendingText.TableBetween(old, @new, usage).Text : AmendingText.Between(old, @new, usage);
        if (InstrumentDates.Of(AmendingText.Read(instrument)).Error is { } refusal)
        {
            await errors.WriteLineAsync($"{refusal.Japanese} / {refusal.English}");
            return Refused;
        }
        await output.WriteAsync(instrument);
        if (AmendingText.IsMadeBy(old, @new, instrument))
            return 0;
        await errors.WriteLineAsync($"{InstrumentErrors.NotAgreeing.Japanese} / {InstrumentErrors.NotAgreeing.English}");
        return Refused;
    }

    /// <summary>第3条第2項=2027-10-01</summary>
    private static bool TryLater(VerbCall call, TextWriter errors, out ImmutableArray<LaterEffect> later)
    {
        var read = ImmutableArray.CreateBuilder<LaterEffect>();
        foreach (var typed in call.Options[Later])
        {
            var at = typed.LastIndexOf('=');
            var day = EraDateText.Parse(at < 0 ? "" : typed[(at + 1)..]);
            if (!day.Succeeded)
            {
                errors.WriteLine($"{Later} {typed}: {day.Error!.Japanese} / {day.Error.English}");
                later = [];
                return false;
            }
            read.Add(new(typed[..at], day.Value.Date));
        }
        later = read.ToImmutable();
        return true;
    }
}
