namespace CcsPolicy.Web.Features.JournalReading;

/// <summary>記録される事実の一覧。Every kind of fact that the product journals, in the order of the list to choose from; a test compares it with the code.</summary>
public static class JournalActions
{
    public static IReadOnlyList<string> All { get; } =
    [
        "document.registered", "document.created", "document.described", "document.custodian-changed", "document.openness-decided", "provision.openness-decided", "link.recorded", "link.withdrawn",
        "text.imported", "amendment.drafted", "draft.saved", "amendment.rebased", "amendment.submitted", "amendment.agreed", "amendment.returned", "amendment.decided",
        "amendment.withdrawn", "comment.written", "comment.resolved", "edition.published", "edition.acknowledged", "procedure.read",
        "grant.given", "grant.stay-confirmed", "grant.ended", "grants.reviewed", "targets.decided", "request.asked", "request.passed-on", "request.handed-back", "request.granted", "request.set-aside", "report.exported",
        "person.recorded", "person.changed", "people.imported", "employment.recorded", "assignment.recorded", "stay.ended", "stay.withdrawn",
        "department.recorded", "department.changed", "post.recorded", "officer.appointed", "officer.appointment-ended", "ciso.handed-over",
        "account.created", "accounts.created", "account.invited", "account.invitation-accepted", "account.signed-in", "account.confirmed", "account.signed-out", "account.sessions-ended", "account.sign-in-refused",
        "account.password-changed", "account.second-factor-set", "account.passkey-added", "account.passkey-removed", "account.second-factor-reset-asked", "account.reset-confirmed", "account.reset-refused", "account.reset-seen", "account.locked", "account.unlocked", "account.closed",
        "account.provider-bound", "account.local-sign-in-opened", "account.local-sign-in-closed",
        "address.refused", "address.refused-often",
        "installation.set-up", "keys.rewrapped", "keys.retired",
    ];

    /// <summary>The groups of the list: documents, amendments, people, accounts.</summary>
    public static string GroupOf(string action) => action.Split('.')[0] switch
    {
        "document" or "provision" or "link" or "grant" or "grants" or "targets" or "request" or "edition" or "procedure" or "report" => "Documents",
        "text" or "amendment" or "draft" or "comment" => "Amendments",
        "account" or "accounts" or "address" or "installation" or "keys" => "Accounts",
        _ => "People",
    };
}
