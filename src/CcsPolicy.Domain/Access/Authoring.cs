using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Domain.Access;

/// <summary>起案の権限。Who works on the text of which document: officers on basic policy and standards, a custodian on the procedures in own custody.</summary>
public static class Authoring
{
    /// <summary>May import, draft, submit and withdraw.</summary>
    public static bool MayEdit(this Reader reader, PolicyDocument document) => reader.MayEdit(document.Tier, document.Id);

    /// <inheritdoc cref="MayEdit(Reader, PolicyDocument)"/>
    public static bool MayEdit(this Reader reader, Tier tier, DocumentId document) => tier == Tier.Procedure
        ? reader.Can(Ability.EditOwnProcedures) && reader.Keeps(document)
        : reader.Can(Ability.EditStandards);

    /// <summary>May put an approved amendment on record.</summary>
    public static bool MayPublish(this Reader reader, PolicyDocument document) => reader.Can(Ability.PublishEditions) && reader.MayEdit(document);

    /// <summary>May see drafts, reviews and comments: who edits, who decides, and who is asked for the department in charge (<see cref="Reader.ConsultsFor"/>).</summary>
    public static bool MayFollowAmendments(this Reader reader, PolicyDocument document) =>
        reader.MayEdit(document)
        || reader.Can(Ability.DecideAmendments)
        || reader.ConsultsFor(document.OwnerDepartmentId);

    /// <summary>May decide who is to know the document: only the CISO opens a procedure to all 職員等 or closes it again, the officer decides for the Policy.</summary>
    public static bool MayOpen(this Reader reader, PolicyDocument document) => document.Tier == Tier.Procedure
        ? reader.Can(Ability.OpenProcedures)
        : reader.Can(Ability.EditStandards);

    /// <summary>May change code, kind of instrument and department in charge: who edits, and for a procedure whoever appoints its custodian.</summary>
    public static bool MayDescribe(this Reader reader, PolicyDocument document) =>
        reader.MayEdit(document) || (document.Tier == Tier.Procedure && reader.SeesCatalogue);

    /// <summary>May record and withdraw what the document carries out: the officer for standards, a custodian for the own procedures. Nothing stands above a basic policy.</summary>
    public static bool MayLink(this Reader reader, PolicyDocument below) => below.Tier != Tier.BasicPolicy && reader.MayEdit(below);

    /// <summary>May record, confirm and withdraw which items of a guideline its provisions cite.</summary>
    public static bool MayCite(this Reader reader, PolicyDocument document) => reader.MayEdit(document);

    /// <summary>May register a document of the tier. A procedure is registered by a custodian for the own custody, or by whoever appoints custodians.</summary>
    public static bool MayRegister(this Reader reader, Tier tier) => tier == Tier.Procedure
        ? reader.Can(Ability.EditOwnProcedures) || reader.Can(Ability.SeeProcedureCatalogue)
        : reader.Can(Ability.EditStandards);
}
