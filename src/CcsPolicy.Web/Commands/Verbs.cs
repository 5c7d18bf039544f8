using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Commands.Doctor;

namespace CcsPolicy.Web.Commands;

/// <summary>動詞。What the program does instead of serving, and how it is called.</summary>
/// <param name="Form">What follows the name, for a person: in Japanese and in English.</param>
/// <param name="Does">What it does: in Japanese and in English.</param>
/// <param name="Words">How many words may follow that belong to no option.</param>
/// <param name="Valued">Options that are followed by a value.</param>
/// <param name="Flags">Options that stand alone.</param>
internal sealed record Verb(string Name, (string Japanese, string English) Form, (string Japanese, string English) Does, Range Words, string[] Valued, string[] Flags)
{
    public string Usage => $"使い方: {$"{Name} {Form.Japanese}".TrimEnd()} / Usage: {$"{Name} {Form.English}".TrimEnd()}";
}

/// <summary>What was typed for a verb, taken apart.</summary>
internal sealed record VerbCall(Verb Verb, IReadOnlyList<string> Words, ILookup<string, string> Options)
{
    public bool Has(string flag) => Options.Contains(flag);

    /// <summary>The value of an option; of two the later.</summary>
    public string? Value(string option) => Options[option].LastOrDefault();

    /// <summary>The day that an option names; null without the option. False when it is none, which is said.</summary>
    public bool TryDay(string option, TextWriter errors, out DateOnly? day)
    {
        day = null;
        if (Value(option) is not { } typed)
            return true;
        var read = EraDateText.Parse(typed);
        if (read.Error is { } refusal)
        {
            errors.WriteLine($"{option} {typed}: {refusal.Japanese} / {refusal.English}");
            return false;
        }
        day = read.Value.Date;
        return true;
    }

    /// <summary>Says how the verb is used, and answers what the program ends with.</summary>
    public async Task<int> RefuseAsync(TextWriter errors)
    {
        await errors.WriteLineAsync(Verb.Usage);
        return Verbs.WrongUse;
    }
}

/// <summary>All verbs, and the one place where what was typed is read: what it does not know starts nothing.</summary>
internal static class Verbs
{
    public const int WrongUse = 2;

    private const string Help = "help";
    private const string HelpOption = "--help";

    public static IReadOnlyList<Verb> All { get; } =
    [
        new(BackupCommand.Verb, ("[フォルダー]", "[FOLDER]"), ("動かしたまま、封をしたバックアップを一つ作る", "makes one sealed backup while the portal runs"), 0..1, [], []),
        new(RestoreCommand.Verb, ("ファイル --to フォルダー、または --drill ファイル [--key 秘密の鍵 --key 秘密の鍵] [--checkpoints フォルダー]... [--database 接続文字列] [--accept-findings]",
            "FILE --to FOLDER, or --drill FILE [--key PRIVATE --key PRIVATE] [--checkpoints FOLDER]... [--database CONNECTION] [--accept-findings]"),
            ("バックアップを別の所に戻す。--drill は戻せることだけを確かめる", "restores a backup beside what is in use; --drill only tries it"), 1..1, ["--to", "--key", "--checkpoints", "--database"], ["--drill", RestoreCommand.AcceptFindings]),
        new(RecoveryKeyCommand.Verb, ("名前 [フォルダー]（名前は英小文字・数字・ハイフン）", "NAME [FOLDER] (lower-case letters, digits and hyphens)"), ("一人分の復旧の鍵を作る", "makes the recovery key of one person"), 1..2, [], []),
        new(DoctorCommand.Verb, ("", ""), ("設置の具合を調べ、直し方を示す", "looks at the installation and says how to mend it"), 0..0, [], []),
        new(VerifyJournalCommand.Verb, ("[--database ファイル] [--checkpoints フォルダー]... [--key 公開鍵]... [--json]", "[--database FILE] [--checkpoints DIR]... [--key FILE]... [--json]"),
            ("操作記録が書き換えられていないかを検証する", "verifies that the journal was not rewritten"), 0..0, ["--database", "--checkpoints", "--key"], ["--json"]),
        new(ExchangeKeyCommand.Verb, ("[--retire]", "[--retire]"), ("主鍵を替える。--retire は前の主鍵を除く", "exchanges the master key; --retire takes former ones out"), 0..0, [], ["--retire"]),
        new(PlaceAgainCommand.Verb, ("", ""), ("署名がまだ覆っていない記録の位置を付け直す（ポータルを止めて行う）", "gives entries that no signature covers their places anew, while the portal is stopped"), 0..0, [], []),
        new(ResealCommand.Verb, ("", ""), ("すべての規程に新しい鍵を作り、封をし直す（ポータルを止めて行う）", "gives every document a new key and seals all its words anew, while the portal is stopped"), 0..0, [], []),
        new(LocalSignInCommand.Verb, ("open|close", "open|close"), ("認証基盤が答えないとき、パスワードでのサインインを1時間開ける", "opens sign-in with a password for an hour when the provider does not answer"), 1..1, [], []),
        new(NameCisoCommand.Verb, ("職員番号", "NUMBER"), ("CISOがいなくなったときに、今日からのCISOを記録する", "records a CISO from today on, when there is none any more"), 1..1, [], []),
        new(ForgetPeopleCommand.Verb, ("[--years 年数] [--delete]（年数は5）", "[--years N] [--delete] (5 years)"),
            ("離職して年数が過ぎた人を示す。--delete は氏名・メールを消す", "shows who left so long ago; --delete takes their names and mail out"), 0..0, [ForgetPeopleCommand.Years], [ForgetPeopleCommand.Delete]),
        new(OutlineCommand.Verb, ("ファイル", "FILE"), ("規程の文がどう読まれるかを JSON で示す", "shows as JSON how a text is read"), 1..1, [], []),
        new(CompareCommand.Verb, ("旧 新 [--as json|text|html|docx] [--whole] [--at 基準日]...", "OLD NEW [--as json|text|html|docx] [--whole] [--at DATE]..."), ("新旧対照表を書く。--whole は変わらない所も略さない。--at を付けると、公開と内部の規程を規程番号で指定でき、その日に施行されている版を使う（旧と新で別の日にするときは二つ）", "writes both texts side by side; --whole leaves nothing out; with --at, public and internal documents may be named by their code, as in force on that day (twice for a day of each)"), 2..2, [CompareCommand.As, GivenTexts.At], [CompareCommand.Whole]),
        new(AmendmentCommand.Verb, ("旧 新 [--effective 施行日 [--later 箇所=施行日]... [--transition 経過措置]...] [--national|--table] [--at 基準日]...", "OLD NEW [--effective DATE [--later PLACE=DATE]... [--transition WORDS]...] [--national|--table] [--at DATE]..."),
            ("旧の文を新の文にする改め文を書く。--effective は施行期日の附則を加える（--later は一部の改正規定の施行日、--transition は経過措置）。--national は縦書きの言い方、--table は新旧対照表方式", "writes the amending instrument that makes NEW of OLD; --effective adds its 附則 with the day, --later those of some clauses, --transition what holds in between; --national in the way of vertical texts, --table as the table of both texts"), 2..2, [AmendmentCommand.Effective, AmendmentCommand.Later, AmendmentCommand.Transition, GivenTexts.At], [AmendmentCommand.National, AmendmentCommand.Table]),
        new(AmendCommand.Verb, ("旧 改正文 [--made 制定日 [--number 番号]] [--on 基準日] [--at 基準日]", "OLD INSTRUMENT [--made DATE [--number NUMBER]] [--on DATE] [--at DATE]"),
            ("改め文（又は改正文としての新旧対照表）を当てた後の文を書く。--made は改正の行と附則を文に加える。--on はその日に施行されている改正だけを当てる。当てられないときは理由を JSON で示す（終了コード 2）", "writes the text as an amending instrument (sentences, or a table of both texts) leaves it, with --made also its 改正 line and 附則, with --on only what is in force on that day; or as JSON why it does not fit (exit code 2)"), 2..2, [AmendCommand.Made, AmendCommand.Number, AmendCommand.On, GivenTexts.At], []),
        new(ConsequencesCommand.Verb, ("旧 新 [ほかの文]... [--as json|text] [--at 基準日]...", "OLD NEW [OTHER]... [--as json|text] [--at DATE]..."),
            ("番号が動いて指す先が変わる参照と、直した文言の案を、新の文とほかの文について書く", "writes the references that would point elsewhere or nowhere, in NEW and in the others, with a proposed wording"), 2..(2 + ConsequencesCommand.MostOthers), [ConsequencesCommand.As, GivenTexts.At], []),
        new(DemoDataCommand.Verb, ("[--people 人数] [--documents 規程数] [--seed 種] [--password パスワード]", "[--people N] [--documents N] [--seed N] [--password P]"),
            ("空のデータベースに見本を入れる", "fills an empty database with the demo organisation"), 0..0, ["--people", "--documents", "--seed", "--password"], []),
    ];

    /// <summary>Reads what was typed: the call of a verb; or what the program ends with, when it was answered here; neither when the portal is to be served.</summary>
    public static (VerbCall? Call, int? Ended) Read(IReadOnlyList<string> typed, TextWriter output, TextWriter errors)
    {
        switch (typed)
        {
            case []:
                return (null, null);
            case [Help or HelpOption or "-h" or "-?", ..]:
                output.WriteLine(typed.Count > 1 && Named(typed[1]) is { } asked ? Told(asked) : List());
                return (null, 0);
            case [var first, ..] when first.StartsWith('-'):
                return Stray(typed) is { } stray ? Unknown(stray) : (null, null);
        }
        if (Named(typed[0]) is not { } verb)
            return Unknown(typed[0]);
        if (typed.Contains(HelpOption))
        {
            output.WriteLine(Told(verb));
            return (null, 0);
        }
        if (Call(verb, [.. typed.Skip(1)]) is { } call)
            return (call, null);
        errors.WriteLine(verb.Usage);
        return (null, WrongUse);

        (VerbCall?, int?) Unknown(string word)
        {
            errors.WriteLine($"「{word}」という動詞はありません。何もしていません。 / There is no verb '{word}'. Nothing was done.");
            errors.WriteLine(List());
            return (null, WrongUse);
        }
    }

    private static Verb? Named(string name) => All.FirstOrDefault(verb => verb.Name == name);

    private static VerbCall? Call(Verb verb, IReadOnlyList<string> typed)
    {
        var (words, options) = (new List<string>(), new List<(string Name, string Value)>());
        for (var at = 0; at < typed.Count; at++)
            if (verb.Flags.Contains(typed[at]))
                options.Add((typed[at], ""));
            else if (!typed[at].StartsWith('-'))
                words.Add(typed[at]);
            else if (verb.Valued.Contains(typed[at]) && at + 1 < typed.Count)
                options.Add((typed[at], typed[++at]));
            else
                return null;
        return words.Count >= verb.Words.Start.Value && words.Count <= verb.Words.End.Value ? new VerbCall(verb, words, options.ToLookup(option => option.Name, option => option.Value)) : null;
    }

    /// <summary>The first word among settings that is neither one nor the value of one.</summary>
    private static string? Stray(IReadOnlyList<string> typed)
    {
        for (var at = 0; at < typed.Count; at++)
            if (!typed[at].StartsWith('-'))
                return typed[at];
            else if (!typed[at].Contains('=', StringComparison.Ordinal) && at + 1 < typed.Count && !typed[at + 1].StartsWith('-'))
                at++;
        return null;
    }

    private static string Told(Verb verb) => string.Join(Environment.NewLine, verb.Usage, $"    {verb.Does.Japanese}", $"    {verb.Does.English}");

    private static string List() => string.Join(Environment.NewLine, (string[])
    [
        "使い方: CcsPolicy.Web [動詞]。動詞がなければポータルを始めます。一つの動詞の使い方は 動詞 --help / Usage: CcsPolicy.Web [VERB]. Without one the portal is served. Of one verb: VERB --help",
        .. All.SelectMany(verb => (string[])[$"  {verb.Name}", $"    {verb.Does.Japanese}", $"    {verb.Does.English}"]),
    ]);
}
