using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Training;

/// <summary>研修。Courses about documents, the questions whether they were understood, and what readers got wrong.</summary>
public static class TrainingFeature
{
    public static void AddTraining(this IServiceCollection services)
    {
        services.AddScoped<ShowCoursesHandler>().AddScoped<TakeQuizHandler>().AddScoped<ShowAttemptHandler>();
        services.AddScoped<WriteCourseHandler>().AddScoped<WriteQuestionHandler>().AddScoped<ManageCourseHandler>();
        services.AddScoped<PlanCourseHandler>().AddScoped<CourseProgressHandler>().AddScoped<RecordAttendanceHandler>();
        services.AddSingleton(new NavigationEntry(typeof(TrainingText), "Nav", SiteUrls.Training, 8, AbilityPolicies.NameOf(Ability.AcknowledgeDocuments), NavigationPlace.Person));
    }
}

/// <summary>Names the words of training.</summary>
public sealed class TrainingText;
