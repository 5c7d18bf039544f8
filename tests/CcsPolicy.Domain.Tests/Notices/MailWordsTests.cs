using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Notices;
using Xunit;

namespace CcsPolicy.Domain.Tests.Notices;

public sealed class MailWordsTests
{
    [Theory]
    [InlineData("", "{{一覧}}", "mail-template.subject-missing")]
    [InlineData("お知らせ\r\nBcc: all@example.jp", "{{一覧}}", "mail-template.subject-of-one-line")]
    [InlineData("お知らせ\nBcc: all@example.jp", "{{一覧}}", "mail-template.subject-of-one-line")]
    [InlineData("お知\tらせ", "{{一覧}}", "mail-template.subject-of-one-line")]
    [InlineData("お知\u2028らせ", "{{一覧}}", "words.unseen-signs")]
    [InlineData("お知らせ", "{{一覧}}\u202Eあ", "words.unseen-signs")]
    [InlineData("お知らせ", "読んでください。", "mail-template.list-missing")]
    [InlineData("お知らせ", "{{ 一 覧 }}", "mail-template.placeholder-unknown")]
    [InlineData("お知らせ", "{{一覧}} {{パスワード}}", "mail-template.placeholder-unknown")]
    [InlineData("お知らせ", "{{一覧}} {{name", "mail-template.placeholder-unknown")]
    [InlineData("お知らせ {{文書}}", "{{一覧}}", "mail-template.placeholder-unknown")]
    [InlineData("お知らせ {{一覧}}", "{{一覧}}", "mail-template.placeholder-not-in-subject")]
    [InlineData("{{link}}", "{{一覧}}", "mail-template.placeholder-not-in-subject")]
    public void Words_that_do_not_do_are_refused(string subject, string text, string code) => Assert.Equal(code, MailWords.Read(subject, text).Error?.Code);

    [Fact]
    public void A_placeholder_that_there_is_none_of_is_named()
    {
        var refusal = MailWords.Read("お知らせ", "{{一覧}}\n{{password}}").Error!;
        Assert.Contains("「password」", refusal.Japanese, StringComparison.Ordinal);
        Assert.Contains("“password”", refusal.English, StringComparison.Ordinal);
        Assert.Null(MailWords.Read(new string('あ', MailWords.LongestSubject), "{{一覧}}").Error);
        Assert.Equal(MailTemplateErrors.TooLong, MailWords.Read(new string('あ', MailWords.LongestSubject + 1), "{{一覧}}").Error);
        Assert.Equal(MailTemplateErrors.TooLong, MailWords.Read("あ", "{{一覧}}" + new string('あ', MailWords.LongestText)).Error);
    }

    [Fact]
    public void What_is_filled_in_is_not_read_again_and_a_line_of_empty_placeholders_is_left_out()
    {
        var words = MailWords.Read("{{name}} 様", "{{氏名}} 様\r\n{{ 期限 }}\n期限：{{期限}}\n{{一覧}}\n\n}} {{office}} {{portal}}").Value;
        string Value(MailField field) => field switch { MailField.Name => "{{リンク}}", MailField.List => "一\n{{name}}", MailField.Portal => "ポータル", _ => "" };
        Assert.Equal("{{リンク}} 様", words.SubjectWith(Value));
        Assert.Equal("{{リンク}} 様\n期限：\n一\n{{name}}\n\n}}  ポータル\n", words.TextWith(Value));
    }
}
