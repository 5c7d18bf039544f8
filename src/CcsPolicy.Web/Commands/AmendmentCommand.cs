using CcsPolicy.Domain.Amendments.Instruments;

namespace CcsPolicy.Web.Commands;

/// <summary>Verb <c>amendment OLD NEW [--effective DATE]</c>: writes the amending instrument that makes the one text of the other. Runs without web host and database.</summary>
internal static class AmendmentCommand
{
    public const string Verb = "amendment";
    public const string National = "--national";
    public const string Effective = "--effective";

    public static int Run(VerbCall call, TextWriter output, TextWriter errors)
    {
        if (GivenText.ReadTree(call.Words[0], errors) is not { } old || GivenText.ReadTree(call.Words[1], errors) is not { } @new)
            return 1;
        if (!call.TryDay(Effective, errors, out var effective))
            return Verbs.WrongUse;
        output.Write(AmendingText.Between(old, @new, (call.Has(National) ? InstrumentUsage.National : InstrumentUsage.Municipal) with { Effective = effective }));
        return 0;
    }
}
