using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Notices;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Saving;

/// <summary>メールの文面の行。</summary>
public static class MailTemplateRows
{
    /// <summary>The last of each kind and language.</summary>
    public static async Task<IReadOnlyDictionary<(MailKind Kind, string Language), MailTemplate>> MailTemplatesAsync(this PolicyDb db, CancellationToken ct) =>
        (await db.MailTemplates.AsNoTracking().Where(one => !db.MailTemplates.Any(other => other.Kind == one.Kind && other.Language == one.Language && other.Number > one.Number)).ToListAsync(ct))
            .ToDictionary(one => (one.Kind, one.Language));

    /// <summary>Puts words down for the next save.</summary>
    /// <param name="number">One more than the one that was looked at.</param>
    /// <param name="words">Null to take the standard words back.</param>
    public static void PutMailTemplate(this PolicyDb db, MailKind kind, string language, int number, MailWords? words)
    {
        var row = new MailTemplate
        {
            Id = db.Ids.Next<MailTemplateId>(), Kind = kind, Language = language, Number = number, Subject = words?.Subject ?? "", Text = words?.Text ?? "", WrittenAt = db.Now, WrittenBy = db.Reader.PersonId!.Value,
        };
        db.MailTemplates.Add(row);
        db.Record(new JournalFact(words is null ? "mail.template-standard" : "mail.template-written").With("kind", kind).With("language", language).With("number", number)
            .With("hash", ContentHash.Of($"{row.Subject}\n{row.Text}")));
    }
}
