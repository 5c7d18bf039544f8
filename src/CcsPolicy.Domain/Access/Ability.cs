namespace CcsPolicy.Domain.Access;

/// <summary>権限。Something that a person may do, by business name. One table (<see cref="AbilityTable"/>) says which role has which.</summary>
public enum Ability
{
    /// <summary>Read what one may know, and find in it.</summary>
    ReadDocuments,

    /// <summary>Acknowledge editions and keep receipts.</summary>
    AcknowledgeDocuments,

    /// <summary>Ask for a procedure without learning whether there is one.</summary>
    AskForProcedures,

    /// <summary>See who of the own department has acknowledged what; the least that opens the page of duties.</summary>
    FollowOwnDepartment,

    /// <summary>Import, draft and amend basic policy and standards.</summary>
    EditStandards,

    /// <summary>Import, draft and amend the procedures in one's own custody.</summary>
    EditOwnProcedures,

    /// <summary>Grant and end need to know for the procedures in one's own custody.</summary>
    GrantNeedToKnow,

    /// <summary>See amendments on their way, of what one may know; the least that opens the pages of drafting and review.</summary>
    FollowAmendments,

    /// <summary>合議: give an opinion as a step of approval.</summary>
    ConsultOnAmendments,

    /// <summary>決裁 (or 代決): decide amendments.</summary>
    DecideAmendments,

    /// <summary>公布: put an approved amendment on record as an edition.</summary>
    PublishEditions,

    /// <summary>See the whole catalogue of procedures and all grants.</summary>
    SeeProcedureCatalogue,

    /// <summary>Open a procedure to all 職員等, and close it again.</summary>
    OpenProcedures,

    /// <summary>See who has and has not acknowledged, over all departments.</summary>
    FollowAcknowledgements,

    /// <summary>Take out reports of compliance.</summary>
    ExportReports,

    /// <summary>Read the general journal of what was done, which tells nothing about procedures.</summary>
    ReadJournal,

    /// <summary>Read the journal of procedures: of all for whoever sees the catalogue, of those in one's own custody for a custodian.</summary>
    ReadProcedureJournal,

    /// <summary>Read what was done with accounts, sign-ins, roles, people and the installation, and nothing about any document; the least that opens the journal.</summary>
    ReadAccountJournal,

    /// <summary>Appoint security officer, auditor and custodians.</summary>
    AppointOfficers,

    /// <summary>Accounts: create, lock, unlock, reset.</summary>
    ManageAccounts,

    /// <summary>As the second person, let a reset of somebody's account take effect, or refuse it.</summary>
    ConfirmResets,

    /// <summary>Confirm that an account was opened by its person; nobody who manages accounts does.</summary>
    ConfirmOwners,

    /// <summary>People, departments, posts.</summary>
    ManagePeople,

    /// <summary>See changes of personnel (人事異動) before and after their day, and what follows from them.</summary>
    FollowPersonnelChanges,
}
