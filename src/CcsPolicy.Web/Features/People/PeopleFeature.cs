using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Features.People.Importing;
using CcsPolicy.Web.Features.People.Moving;
using CcsPolicy.Web.Features.People.Systems;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.People;

/// <summary>The list of people: who works here, in which departments and on which posts, with dates.</summary>
public static class PeopleFeature
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddScoped<PeopleQueries>();
        services.AddScoped<RecordPersonHandler>();
        services.AddScoped<ChangePersonHandler>();
        services.AddScoped<ForgetPeopleHandler>();
        services.AddScoped<RecordStayHandler>();
        services.AddScoped<CorrectStayHandler>();
        services.AddScoped<DepartmentsHandler>();
        services.AddScoped<PostsHandler>();
        services.AddScoped<SystemsHandler>();
        services.AddScoped<SystemUsesHandler>();
        services.AddScoped<WithdrawFormerNameHandler>();
        services.AddScoped<ImportRosterHandler>();
        services.AddScoped<PersonnelChangesQuery>();
        services.AddScoped<UndoPersonnelChangeHandler>();
        services.AddSingleton(new NavigationEntry(typeof(PeopleText), "Nav", SiteUrls.People, 72, AbilityPolicies.NameOf(Ability.ManagePeople)));
        services.AddSingleton(new NavigationEntry(typeof(PeopleText), "NavChanges", SiteUrls.PersonnelChanges, 73, AbilityPolicies.NameOf(Ability.FollowPersonnelChanges)));
    }
}

/// <summary>Names the words of the list of people.</summary>
public sealed class PeopleText;
