using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Texts;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using Microsoft.Extensions.DependencyInjection;

namespace CcsPolicy.Data;

/// <summary>保存の組立て。The one place that says what the store consists of and how long each part of it lives.</summary>
public static class PolicyStore
{
    /// <summary>
    /// Adds everything that the store offers. All of it lives as long as the program: what is kept in memory is kept once, and the writer of acknowledgements is
    /// the only one. Contexts are opened from <see cref="PolicyDbFactory"/>, for a reader and for one operation.
    /// </summary>
    public static IServiceCollection AddPolicyStore(this IServiceCollection services, Func<IServiceProvider, PolicyDbSetup> setup)
    {
        services.AddSingleton(setup);
        services.AddSingleton<PolicyDbFactory>();
        services.AddSingleton<DatabasePreparation>();
        services.AddSingleton<DatabaseExamination>();
        services.AddSingleton(provider => new StampQuestion(provider.GetRequiredService<PolicyDbSetup>()));
        services.AddSingleton<Readers>();
        services.AddSingleton<KnownDocuments>();
        services.AddSingleton<KnownProcedures>();
        services.AddSingleton<OfficeCalendar>();
        services.AddSingleton<AcknowledgementBoards>();
        services.AddSingleton<DutyReminders>();
        services.AddScoped<ShownContent>();
        services.AddSingleton<EditionTexts>();
        services.AddSingleton(provider => new KeptDrafts(provider.GetRequiredService<PolicyDbSetup>().Clock));
        services.AddSingleton<AcknowledgementWriter>();
        services.AddSingleton<OutboxLeases>();
        services.AddSingleton<OldMessages>();
        services.AddSingleton<NoticeRecipients>();
        services.AddSingleton<JournalSequencer>();
        services.AddSingleton<MasterKeyExchange>();
        services.AddSingleton<Resealing>();
        services.AddSingleton<AddressHashes>();
        // For the stores of Identity, which look at accounts only; nothing of a document is there for them.
        services.AddScoped<PolicyDb>(provider => provider.GetRequiredService<PolicyDbFactory>().OpenFor(Reader.Nobody));
        return services;
    }
}
