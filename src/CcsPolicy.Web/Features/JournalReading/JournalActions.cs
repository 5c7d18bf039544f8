using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Web.Features.JournalReading;

/// <summary>記録される事実の一覧。Every kind of fact that the product journals, in the order of the list to choose from; a test compares it with the code.</summary>
public static class JournalActions
{
    public static IReadOnlyList<string> All { get; } =
    [
        "document.registered", "document.created", "document.described", "document.custodian-changed", "document.openness-decided", "document.resealed", "provision.openness-decided", "provision.openness-followed", "link.recorded", "link.withdrawn",
        "guideline.imported", "citation.recorded", "citation.confirmed", "citation.withdrawn",
        "text.imported", "amendment.drafted", "draft.saved", "draft.pairing-corrected", "amendment.rebased", "amendment.accompanies", "amendment.submitted", "amendment.agreed", "amendment.returned", "amendment.decided",
        "amendment.withdrawn", "comment.written", "comment.resolved", "edition.published", "edition.references-left", "edition.carried", "edition.taken-back", "edition.acknowledged", "acknowledgement.taken-back", "matter.raised", "matter.answered", "duty.reminded", "terminal.opened", "terminal.started", "terminal.closed", "campaign.decided", "closed-days.set", "course.written", "course.file-added", "question.written", "question.retired", "course.taken", "course.planned", "attendance.recorded", "attendance.withdrawn", "procedure.read",
        "grant.given", "grant.stay-confirmed", "grant.ended", "grants.reviewed", "grants.whole-reviewed", "targets.decided", "request.asked", "request.passed-on", "request.handed-back", "request.granted", "request.set-aside", "requests.resealed", "report.exported",
        "person.recorded", "person.changed", "person.forgotten", "people.imported", "people.change-undone", "employment.recorded", "leave.recorded", "assignment.recorded", "stay.ended", "stay.withdrawn",
        "department.recorded", "department.changed", "post.recorded", "post.changed", "former-name.withdrawn", "system.recorded", "system.changed", "system.use-recorded", "system.uses-recorded", "officer.appointed", "officer.appointment-ended", "ciso.handed-over", "ciso.named-at-the-server",
        "account.created", "accounts.created", "account.invited", "account.invitation-accepted", "account.signed-in", "account.signed-out", "account.sessions-ended", "account.sign-in-refused", "account.pin-given-out", "account.pin-chosen",
        "account.password-changed", "account.second-factor-set", "account.passkey-added", "account.passkey-removed", "account.second-factor-reset-asked", "account.reset-confirmed", "account.reset-refused", "account.reset-seen", "account.calendar-made", "account.calendar-revoked", "account.owner-confirmed", "account.locked", "account.unlocked", "account.closed", "account.reopened",
        "account.provider-bound", "account.local-sign-in-opened", "account.local-sign-in-closed",
        "address.refused", "address.refused-often",
        "installation.set-up", "keys.rewrapped", "keys.retired", "keys.reseal-begun", "keys.resealed", "journal.places-given-anew", "guards.put-back", "backup.made", "backup.failed", "backup.restored", "backup.drilled", "backup.drill-failed", "backup.drill-not-begun", "mail.tried-again", "mail.template-written", "mail.template-standard",
    ];

    /// <summary>What is told to a system administrator: facts about accounts, sign-ins, roles, people and the installation. Of documents there is none among them.</summary>
    public static IReadOnlyList<string> AboutAccounts { get; } = [.. All.Where(action => GroupOf(action) is "SignIns" or "Accounts" or "Roles" or "People")];

    /// <summary>Those that one person does and that concern another, or that nobody is known to have done: what they concern stands in their details.</summary>
    internal static IReadOnlyList<string> NameSomebody { get; } =
    [
        .. AboutAccounts.Except(["account.signed-in", "account.signed-out", "account.invitation-accepted", "account.password-changed", "account.second-factor-set",
            "account.passkey-added", "account.passkey-removed", "account.reset-seen", "account.calendar-made", "account.calendar-revoked", "account.pin-chosen"]),
    ];

    /// <summary>What can be done about a procedure.</summary>
    public static IReadOnlyList<string> AboutDocuments { get; } = [.. All.Where(action => GroupOf(action) is "Documents" or "Amendments")];

    /// <summary>The facts of the list that the reader can be shown.</summary>
    public static IReadOnlyList<string> For(Reader reader, JournalLog log) =>
        log == JournalLog.Restricted ? AboutDocuments : reader.Can(Ability.ReadJournal) ? All : AboutAccounts;

    /// <summary>What whoever reads the journal has to have.</summary>
    public static Ability Needed(JournalLog log) => log == JournalLog.Restricted ? Ability.ReadProcedureJournal : Ability.ReadAccountJournal;

    /// <summary>A kind to ask for is a fact or a whole group; null for what is neither.</summary>
    public static IReadOnlyList<string>? OfKind(string? kind) =>
        kind is null ? null : All.Contains(kind) ? [kind] : All.Where(action => GroupOf(action) == kind).ToList() is { Count: > 0 } group ? group : null;

    /// <summary>The groups of the list: documents, amendments, refused addresses, sign-ins, accounts and the installation, roles, people. A fact of a new kind is one about documents until it is named here.</summary>
    public static string GroupOf(string action) => action.Split('.')[0] switch
    {
        "text" or "amendment" or "draft" or "comment" => "Amendments",
        "account" when action is "account.signed-in" or "account.signed-out" or "account.sessions-ended" or "account.sign-in-refused"
            or "account.local-sign-in-opened" or "account.local-sign-in-closed" => "SignIns",
        "terminal" => "SignIns",
        "account" or "accounts" or "installation" or "keys" or "journal" or "guards" or "backup" or "mail" or "closed-days" => "Accounts",
        "address" => "Addresses",
        "officer" or "ciso" => "Roles",
        "person" or "people" or "employment" or "assignment" or "leave" or "stay" or "department" or "post" or "former-name" or "system" => "People",
        _ => "Documents",
    };
}
