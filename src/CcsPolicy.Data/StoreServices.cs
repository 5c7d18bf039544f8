using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Texts;
using CcsPolicy.Data.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CcsPolicy.Data;

/// <summary>Composition of the store. The host adds a <see cref="PolicyDbSetup"/>.</summary>
public static class StoreServices
{
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.TryAddSingleton<PolicyDbFactory>();
        services.TryAddSingleton<Readers>();
        services.TryAddSingleton<KnownDocuments>();
        services.TryAddSingleton<DatabasePreparation>();
        services.TryAddSingleton<AcknowledgementWriter>();
        services.TryAddSingleton<EditionTexts>();
        services.TryAddSingleton<OutboxLeases>();
        return services;
    }
}
