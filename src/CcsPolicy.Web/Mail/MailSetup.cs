using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Mail;

/// <summary>メールの組立て。</summary>
public static class MailSetup
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsCheck>();
        services.AddSingleton<MailSender>();
    }
}
