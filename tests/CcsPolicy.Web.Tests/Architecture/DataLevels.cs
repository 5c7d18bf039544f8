using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Notices;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.Tests.Architecture;

/// <summary>保護の段階。Which level of docs/reference/data.md a table has: what hangs on a document is secret or goes by its document, accounts and keys are secrets, people are personal.</summary>
internal static class DataLevels
{
    private static readonly Type[] People = [typeof(Person), typeof(Employment), typeof(Leave), typeof(SystemUse), typeof(Assignment), typeof(FormerName), typeof(PersonnelChange), typeof(PersonnelChangeRow)];

    private static readonly Type[] Open = [typeof(Department), typeof(Post), typeof(InformationSystem), typeof(Setting), typeof(Guideline), typeof(GuidelineEdition), typeof(GuidelineItem), typeof(MailTemplate), typeof(SharedTerminal)];

    public static string Of(Type entity, bool filtered, bool hasSealed) => entity switch
    {
        _ when entity == typeof(JournalEntry) => "record",
        _ when filtered || hasSealed || entity == typeof(PolicyDocument) => "document",
        _ when People.Contains(entity) => "personal",
        _ when Open.Contains(entity) => "inside",
        _ when entity.Name.StartsWith("Account", StringComparison.Ordinal) || entity.Name.StartsWith("Identity", StringComparison.Ordinal) => "account",
        _ => "technical",
    };
}
