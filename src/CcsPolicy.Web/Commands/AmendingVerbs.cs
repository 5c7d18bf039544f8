namespace CcsPolicy.Web.Commands;

/// <summary>The verbs that compare, write and apply amendments: <c>compare</c>, <c>amendment</c>, <c>amend</c>, <c>consequences</c>.</summary>
internal static class AmendingVerbs
{
    public static bool Are(VerbCall call) => call.Verb.Name is CompareCommand.Verb or AmendmentCommand.Verb or AmendCommand.Verb or ConsequencesCommand.Verb;

    public static async Task<int> RunAsync(VerbCall call, GivenTexts texts)
    {
        await using var output = Console.OpenStandardOutput();
        if (call.Verb.Name == CompareCommand.Verb)
            return await CompareCommand.RunAsync(call, texts, output, Console.Error);
        await using var words = new StreamWriter(output);
        return await (call.Verb.Name switch
        {
            AmendCommand.Verb => AmendCommand.RunAsync(call, texts, words, Console.Error),
            ConsequencesCommand.Verb => ConsequencesCommand.RunAsync(call, texts, words, Console.Error),
            _ => AmendmentCommand.RunAsync(call, texts, words, Console.Error),
        });
    }
}
