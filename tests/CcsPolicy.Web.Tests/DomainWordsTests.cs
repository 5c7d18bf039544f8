using System.Resources;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Words;
using Xunit;

namespace CcsPolicy.Web.Tests;

public sealed class DomainWordsTests
{
    public static TheoryData<Type> Lists =>
        [typeof(Tier), typeof(Openness), typeof(Audience), typeof(InstrumentKind), typeof(EditionKind), typeof(Significance), typeof(DocumentStanding),
         typeof(AmendmentStage), typeof(StepKind), typeof(StepOutcome), typeof(EmploymentKind), typeof(Role), typeof(JournalLog), typeof(Ability)];

    [Theory, MemberData(nameof(Lists))]
    public void Every_value_of_a_list_has_words_in_both_languages(Type list)
    {
        var words = new ResourceManager(typeof(DomainText));
        foreach (var language in new[] { "", "en" })
            Assert.All(Enum.GetNames(list), name => Assert.False(string.IsNullOrWhiteSpace(
                words.GetResourceSet(System.Globalization.CultureInfo.GetCultureInfo(language), true, false)?.GetString($"{list.Name}.{name}"))));
    }
}
