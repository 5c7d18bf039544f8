namespace CcsPolicy.Web.Features.Drafting;

/// <summary>起案。Amendments are begun, written, submitted and withdrawn.</summary>
public static class DraftingFeature
{
    public static void AddDrafting(this IServiceCollection services)
    {
        services.AddSingleton<OpenDrafts>();
        services.AddSingleton<TabSaves>();
        services.AddScoped<BeginAmendmentHandler>();
        services.AddScoped<SaveDraftHandler>();
        services.AddScoped<CorrectReferencesHandler>();
        services.AddScoped<CorrectPairingHandler>();
        services.AddScoped<SubmitAmendmentHandler>();
        services.AddScoped<EnterAmendmentHandler>();
        services.AddScoped<WithdrawAmendmentHandler>();
        services.AddScoped<RebaseAmendmentHandler>();
    }

    public static void MapDrafting(this IEndpointRouteBuilder endpoints) => endpoints.MapDraftOperations();
}
