using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Notices;

/// <summary>メールの文面の識別子。</summary>
public readonly record struct MailTemplateId(Guid Value) : ITypedId<MailTemplateId>
{
    public static MailTemplateId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>通知メールの種類。What a mail is for; one person gets one at a time.</summary>
public enum MailKind
{
    /// <summary>お知らせ: what was published or answered, and reminders that go with it.</summary>
    Digest,

    /// <summary>督促: what the person has not acknowledged.</summary>
    Reminder,

    /// <summary>所属長への知らせ: that somebody whom the person manages is late.</summary>
    Managers,
}

/// <summary>メールの文面。The office's own words for a kind of mail in a language. Inserted once and never changed; of one kind and language the last holds.</summary>
public sealed class MailTemplate
{
    public required MailTemplateId Id { get; init; }

    public required MailKind Kind { get; init; }

    /// <summary>ja or en.</summary>
    public required string Language { get; init; }

    /// <summary>From 1, of the kind and language.</summary>
    public required int Number { get; init; }

    /// <summary>Empty, with the text, where the standard words hold again.</summary>
    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    public required PersonId WrittenBy { get; init; }

    /// <summary>The words; null where the standard ones hold.</summary>
    public MailWords? Words => Text.Length == 0 ? null : new MailWords(Subject, Text);
}
