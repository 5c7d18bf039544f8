using System.Text;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Notices;

/// <summary>差し込み。What a mail can be filled with; there is nothing else.</summary>
public enum MailField
{
    /// <summary>氏名 of the recipient.</summary>
    Name,

    /// <summary>一覧 of what the mail tells; the text cannot be without it.</summary>
    List,

    /// <summary>期限: the first last day among the public texts that are named.</summary>
    Due,

    /// <summary>リンク to the portal.</summary>
    Link,

    /// <summary>組合: what the office calls itself.</summary>
    Office,

    /// <summary>ポータル: what the portal is called.</summary>
    Portal,
}

/// <summary>メールの言葉。Subject and text with placeholders such as {{氏名}} or {{name}}. Plain text: what is filled in is never read again, neither as a placeholder nor as anything else.</summary>
public sealed record MailWords(string Subject, string Text)
{
    public const int LongestSubject = 100;

    public const int LongestText = 4_000;

    private const string Open = "{{";
    private const string Close = "}}";

    /// <summary>Each field under its name in Japanese and in English; either does in every language.</summary>
    public static readonly IReadOnlyList<(MailField Field, string Japanese, string English)> Names =
    [
        (MailField.Name, "氏名", "name"), (MailField.List, "一覧", "list"), (MailField.Due, "期限", "due"), (MailField.Link, "リンク", "link"), (MailField.Office, "組合", "office"), (MailField.Portal, "ポータル", "portal"),
    ];

    /// <summary>Reads what was typed, or says why it does not do.</summary>
    public static Result<MailWords> Read(string? subject, string? text)
    {
        if (FaultOfSubject(subject) is { } unfit)
            return unfit;
        var (line, lines) = (subject!.Trim(), (text ?? "").ReplaceLineEndings("\n").TrimEnd());
        if (lines.Length > LongestText)
            return MailTemplateErrors.TooLong;
        if (TypedWords.HasUnseen(lines))
            return TypedWords.UnseenSigns;
        if (FaultIn(lines, ofSubject: false) is { } fault)
            return fault;
        return Parts(lines).Any(part => part.Field == MailField.List) ? new MailWords(line, lines) : MailTemplateErrors.ListMissing;
    }

    /// <summary>Why what was typed does not do as a subject; null where it does.</summary>
    public static DomainError? FaultOfSubject(string? subject) => (subject ?? "").Trim() switch
    {
        "" => MailTemplateErrors.SubjectMissing,
        var line when line.Any(char.IsControl) => MailTemplateErrors.SubjectOfOneLine,
        { Length: > LongestSubject } => MailTemplateErrors.TooLong,
        var line when TypedWords.HasUnseen(line) => TypedWords.UnseenSigns,
        var line => FaultIn(line, ofSubject: true),
    };

    /// <summary>The subject with its values, on one line.</summary>
    public string SubjectWith(Func<MailField, string> value) => Filled(Subject, value);

    /// <summary>The text with its values. A line that has nothing but placeholders, all of them empty now, is left out.</summary>
    public string TextWith(Func<MailField, string> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var filled = new StringBuilder();
        foreach (var line in Text.Split('\n'))
            if (!IsVoid(Parts(line), value))
                filled.Append(Filled(line, value)).Append('\n');
        return filled.ToString();
    }

    private static bool IsVoid(List<Part> parts, Func<MailField, string> value) =>
        parts.Exists(part => part.Field is not null) && parts.TrueForAll(part => part.Field is { } field ? value(field).Length == 0 : string.IsNullOrWhiteSpace(part.Words));

    private static string Filled(string words, Func<MailField, string> value) => string.Concat(Parts(words).Select(part => part.Field is { } field ? value(field) : part.Words));

    private static DomainError? FaultIn(string words, bool ofSubject)
    {
        foreach (var part in Parts(words))
            if (part.Name is { } name && part.Field is not { })
                return MailTemplateErrors.Unknown(name);
            else if (ofSubject && part.Field is MailField.List or MailField.Link)
                return MailTemplateErrors.NotInSubject(part.Name!);
        return null;
    }

    /// <summary>The words and placeholders one after the other.</summary>
    private static List<Part> Parts(string words)
    {
        var parts = new List<Part>();
        for (var at = 0; at < words.Length;)
        {
            var open = words.IndexOf(Open, at, StringComparison.Ordinal);
            if (open < 0)
                open = words.Length;
            if (open > at)
                parts.Add(new Part(words[at..open], null, null));
            if (open == words.Length)
                break;
            var (from, end) = (open + Open.Length, words.IndexOf(Close, open + Open.Length, StringComparison.Ordinal));
            // One that is not closed goes to the end, and is called unknown.
            var name = (end < 0 ? words[from..] : words[from..end]).Trim();
            parts.Add(new Part(words[open..(end < 0 ? words.Length : end + Close.Length)], name, end < 0 ? null : FieldOf(name)));
            at = end < 0 ? words.Length : end + Close.Length;
        }
        return parts;
    }

    private static MailField? FieldOf(string name)
    {
        foreach (var (field, japanese, english) in Names)
            if (name == japanese || name == english)
                return field;
        return null;
    }

    /// <param name="Name">Of a placeholder; null for words.</param>
    private sealed record Part(string Words, string? Name, MailField? Field);
}

/// <summary>メールの文面についての拒否の理由。</summary>
public static class MailTemplateErrors
{
    private const int MostOfName = 40;

    public static readonly DomainError SubjectMissing = new("mail-template.subject-missing",
        "件名を書いてください。まだ保存していません。",
        "Write a subject. Nothing was saved yet.");

    public static readonly DomainError SubjectOfOneLine = new("mail-template.subject-of-one-line",
        "件名は一行で書いてください。改行やタブは使えません。まだ保存していません。",
        "A subject is one line, without ends of lines and tabulators. Nothing was saved yet.");

    public static readonly DomainError TooLong = new("mail-template.too-long",
        $"件名は{MailWords.LongestSubject}字、本文は{MailWords.LongestText:#,0}字までにしてください。まだ保存していません。",
        $"A subject has {MailWords.LongestSubject} characters at most, a text {MailWords.LongestText:#,0}. Nothing was saved yet.");

    public static readonly DomainError ListMissing = new("mail-template.list-missing",
        "本文に {{一覧}} がありません。何の知らせか分からなくなるので、入れてください。まだ保存していません。",
        "The text lacks {{list}}, without which nobody knows what the mail is about. Put it in. Nothing was saved yet.");

    public static readonly DomainError KindUnknown = new("mail-template.kind-unknown",
        "その種類のメールはありません。何も保存していません。",
        "There is no mail of that kind. Nothing was saved.");

    /// <summary>A placeholder that there is none of, by its name.</summary>
    public static DomainError Unknown(string name) => new("mail-template.placeholder-unknown",
        $"差し込み「{Shown(name)}」はありません。使えるものだけを、{{{{氏名}}}} のように書いてください。まだ保存していません。",
        $"There is no placeholder “{Shown(name)}”. Use those that there are, such as {{{{name}}}}. Nothing was saved yet.");

    /// <summary>A placeholder that has several lines, in a subject.</summary>
    public static DomainError NotInSubject(string name) => new("mail-template.placeholder-not-in-subject",
        $"差し込み「{Shown(name)}」は、件名には使えません。本文に書いてください。まだ保存していません。",
        $"The placeholder “{Shown(name)}” cannot stand in a subject. Write it in the text. Nothing was saved yet.");

    private static string Shown(string name) => name.Length <= MostOfName ? name.ReplaceLineEndings(" ") : name[..MostOfName].ReplaceLineEndings(" ") + "…";
}
