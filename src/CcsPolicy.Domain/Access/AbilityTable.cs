using System.Collections.Frozen;
using System.Collections.Immutable;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Access;

/// <summary>
/// 権限表。The one table of ability × role. Authorization, the tests' matrix and the page in the documentation are made from it.
/// A person has the abilities of all roles held on the day, except what <see cref="Withholds"/> takes away.
/// </summary>
public static class AbilityTable
{
    private static readonly FrozenDictionary<Role, ImmutableArray<Ability>> Rows = new Dictionary<Role, ImmutableArray<Ability>>
    {
        [Role.Staff] = [Ability.ReadDocuments, Ability.AcknowledgeDocuments, Ability.AskForProcedures],
        [Role.DepartmentManager] = [Ability.FollowAmendments, Ability.FollowOwnDepartment, Ability.ConsultOnAmendments],
        [Role.Custodian] = [Ability.FollowAmendments, Ability.EditOwnProcedures, Ability.GrantNeedToKnow, Ability.PublishEditions, Ability.ReadProcedureJournal],
        [Role.SecurityOfficer] = [Ability.FollowPersonnelChanges, Ability.FollowAmendments, Ability.EditStandards, Ability.PublishEditions, Ability.FollowOwnDepartment, Ability.FollowAcknowledgements, Ability.ExportReports, Ability.ConfirmResets, Ability.ConfirmOwners],
        [Role.Ciso] = [Ability.FollowPersonnelChanges, Ability.FollowAmendments, Ability.DecideAmendments, Ability.SeeProcedureCatalogue, Ability.OpenProcedures, Ability.GrantNeedToKnow, Ability.FollowOwnDepartment, Ability.FollowAcknowledgements, Ability.ExportReports, Ability.ReadProcedureJournal, Ability.AppointOfficers, Ability.ConfirmResets, Ability.ConfirmOwners],
        [Role.CisoDeputy] = [Ability.FollowPersonnelChanges, Ability.FollowAmendments, Ability.DecideAmendments, Ability.SeeProcedureCatalogue, Ability.GrantNeedToKnow, Ability.FollowOwnDepartment, Ability.FollowAcknowledgements, Ability.ReadProcedureJournal, Ability.ConfirmResets, Ability.ConfirmOwners],
        [Role.Auditor] = [Ability.FollowOwnDepartment, Ability.FollowAcknowledgements, Ability.ExportReports, Ability.ReadJournal, Ability.ReadAccountJournal],
        [Role.SystemAdministrator] = [Ability.ReadAccountJournal, Ability.ManageAccounts, Ability.ConfirmResets, Ability.ManagePeople, Ability.FollowPersonnelChanges],
    }.ToFrozenDictionary();

    public static ImmutableArray<Ability> Of(Role role) => Rows[role];

    /// <summary>Abilities of everyone who holds all these roles.</summary>
    public static FrozenSet<Ability> Of(IEnumerable<Role> roles)
    {
        var held = roles.ToHashSet();
        return held.SelectMany(role => Rows[role]).Where(ability => !Withholds(held, ability)).ToFrozenSet();
    }

    /// <summary>
    /// 兼務の禁止: a system administrator never gets what opens procedures or appoints people, whatever other role is held beside it.
    /// </summary>
    private static bool Withholds(HashSet<Role> held, Ability ability) =>
        held.Contains(Role.SystemAdministrator) && ability is (Ability.SeeProcedureCatalogue or Ability.OpenProcedures or Ability.GrantNeedToKnow
            or Ability.EditOwnProcedures or Ability.ReadProcedureJournal or Ability.AppointOfficers or Ability.DecideAmendments);
}
