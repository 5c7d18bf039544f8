namespace CcsPolicy.Web.Features.Withholding;

/// <summary>条項の公開範囲の組立て。</summary>
public static class WithholdingFeature
{
    public static void AddWithholding(this IServiceCollection services) => services.AddScoped<DecideProvisionOpennessHandler>();
}
