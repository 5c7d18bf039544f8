using CcsPolicy.Web.Commands;
using Xunit;

namespace CcsPolicy.Web.Tests.Commands;

/// <summary>What is typed wrongly starts nothing: no second portal, no backup.</summary>
public sealed class VerbsTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    public void Dispose()
    {
        output.Dispose();
        errors.Dispose();
    }

    /// <summary>The call of a verb as it is typed.</summary>
    internal static VerbCall Call(string verb, params string[] typed) => Verbs.Read([verb, .. typed], TextWriter.Null, TextWriter.Null).Call ?? throw new ArgumentException(string.Join(' ', typed));

    [Fact]
    public async Task The_program_itself_ends_at_a_verb_that_it_does_not_know()
    {
        var main = typeof(Program).Assembly.EntryPoint!;
        foreach (var typed in new[] { (string[])["verify-jornal"], ["--environment", "Production", "backups"], ["backup", "--hepl"] })
            Assert.Equal(2, await Task.Run(() => (int)main.Invoke(null, [typed])!, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("verify-jornal", "verify-jornal")]
    [InlineData("Backup", "Backup")]
    [InlineData("", "")]
    [InlineData("--urls http://localhost:1 backup", "backup")]
    [InlineData("--urls=http://localhost:1 backup", "backup")]
    public void An_unknown_word_is_refused_with_the_list_of_verbs(string typed, string word)
    {
        Assert.Equal((null, 2), Verbs.Read(typed.Split(' '), output, errors));
        Assert.Contains($"「{word}」", errors.ToString(), StringComparison.Ordinal);
        Assert.All(Verbs.All, verb => Assert.Contains(verb.Does.Japanese, errors.ToString(), StringComparison.Ordinal));
        Assert.Empty(output.ToString());
    }

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_lists_every_verb_in_both_languages(string typed)
    {
        Assert.Equal((null, 0), Verbs.Read([typed], output, errors));
        Assert.All(Verbs.All, verb =>
        {
            Assert.Contains($"  {verb.Name}{Environment.NewLine}    {verb.Does.Japanese}{Environment.NewLine}    {verb.Does.English}", output.ToString(), StringComparison.Ordinal);
            Assert.Matches("[ぁ-んァ-ヶ一-龠]", verb.Does.Japanese);
        });
        Assert.Empty(errors.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("--urls http://localhost:1")]
    [InlineData("--environment=Development --contentRoot=/srv")]
    [InlineData("--detailed --urls http://localhost:1 --Storage:DataFolder=/srv")]
    public void Settings_alone_serve_the_portal(string typed) =>
        Assert.Equal((null, null), Verbs.Read(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, errors));

    [Fact]
    public void Every_verb_tells_its_use_and_refuses_what_it_does_not_know()
    {
        foreach (var verb in Verbs.All)
        {
            string[] words = [.. Enumerable.Repeat("x", verb.Words.Start.Value)];
            using var once = new StringWriter();
            Assert.Equal((null, 0), Verbs.Read([verb.Name, .. words, "--help"], once, errors));
            Assert.StartsWith(verb.Usage, once.ToString(), StringComparison.Ordinal);
            Assert.Equal((null, 0), Verbs.Read(["help", verb.Name], output, errors));
            Assert.Empty(errors.ToString());
            string[][] wrong = [[.. words, "--unknown"], [.. words, "-x"], [.. Enumerable.Repeat("x", verb.Words.End.Value + 1)], .. verb.Valued.Select(option => (string[])[.. words, option]), .. words.Length > 0 ? (string[][])[[]] : []];
            Assert.All(wrong, typed =>
            {
                using var said = new StringWriter();
                Assert.Equal((null, 2), Verbs.Read([verb.Name, .. typed], TextWriter.Null, said));
                Assert.Equal(verb.Usage + Environment.NewLine, said.ToString());
            });
            string[] whole = [.. words, .. verb.Flags, .. verb.Valued.SelectMany(option => (string[])[option, "-value"])];
            var call = Call(verb.Name, whole);
            Assert.Equal((words.Length, true), (call.Words.Count, verb.Flags.All(call.Has)));
            Assert.All(verb.Valued, option => Assert.Equal("-value", call.Value(option)));
        }
    }
}
