namespace CcsPolicy.Web.Features.Campaigning;

/// <summary>周知。What the readers of a published edition are asked to do and until when, decided anew; and the days on which the office is closed, by which it is counted.</summary>
public static class CampaigningFeature
{
    public static void AddCampaigning(this IServiceCollection services) => services.AddScoped<DecideCampaignHandler>().AddScoped<SetClosedDaysHandler>();
}

/// <summary>Names the words of campaigns.</summary>
public sealed class CampaigningText;
