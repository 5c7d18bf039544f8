using Bunit;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.Extensions.DependencyInjection;
using System.Globalization;
using Xunit;

namespace CcsPolicy.Web.Tests.Shell;

/// <summary>The plain parts as HTML.</summary>
public sealed class PartsTests : BunitContext
{
    public PartsTests()
    {
        Services.AddLocalization();
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ja");
    }

    [Fact]
    public void The_summary_of_errors_is_an_alert_that_links_to_the_fields()
    {
        var errors = new FormErrors();
        errors.Add("effective", "施行日を入力してください");
        errors.Add(new DomainError("x.y", "版が古くなりました", "The edition is stale"));
        var summary = Render<ErrorSummary>(parameters => parameters.Add(part => part.Errors, errors));
        Assert.Equal("alert", summary.Find(".error-summary").GetAttribute("role"));
        Assert.Equal("#effective", summary.Find("a").GetAttribute("href"));
        Assert.Equal(["施行日を入力してください", "版が古くなりました"], summary.FindAll("li").Select(item => item.TextContent));
    }

    [Fact]
    public void What_is_said_of_several_fields_is_said_once_with_the_way_to_each()
    {
        var (errors, missing) = (new FormErrors(), new DomainError("x.y", "どちらかを選んでください", "Choose one"));
        errors.Add(missing, "verdict-1", "職員 六子（鍵の手順）");
        errors.Add("day", "日を入力してください");
        errors.Add(missing, "verdict-2");
        var summary = Render<ErrorSummary>(parameters => parameters.Add(part => part.Errors, errors));
        Assert.Equal(2, summary.FindAll(".error-summary > ul > li").Count);
        Assert.Single(summary.Markup.Split("どちらかを選んでください").Skip(1));
        Assert.Equal(["#verdict-1 職員 六子（鍵の手順）", "#verdict-2 2か所目", "#day 日を入力してください"], summary.FindAll("a").Select(link => $"{link.GetAttribute("href")} {link.TextContent}"));
    }

    [Fact]
    public void Without_errors_there_is_no_summary() =>
        Assert.Equal("", Render<ErrorSummary>(parameters => parameters.Add(part => part.Errors, new FormErrors())).Markup.Trim());

    [Fact]
    public void A_field_ties_its_control_to_label_hint_and_error()
    {
        var errors = new FormErrors();
        errors.Add("code", "番号が要ります");
        var field = Render<FormField>(parameters => parameters
            .Add(part => part.Id, "code").Add(part => part.Label, "番号").Add(part => part.Hint, "例：A-1").Add(part => part.Errors, errors)
            .Add(part => part.ChildContent, control => builder =>
            {
                builder.OpenElement(0, "input");
                builder.AddAttribute(1, "id", control.Id);
                builder.AddAttribute(2, "aria-describedby", control.DescribedBy);
                builder.AddAttribute(3, "aria-invalid", control.Invalid);
                builder.CloseElement();
            }));
        Assert.Equal("code", field.Find("label").GetAttribute("for"));
        Assert.Equal("code-hint code-error", field.Find("input").GetAttribute("aria-describedby"));
        Assert.Equal("true", field.Find("input").GetAttribute("aria-invalid"));
        Assert.Equal("番号が要ります", field.Find("#code-error").TextContent);
    }

    [Theory]
    [InlineData("ja", "令和9年3月31日", "令和8年10月1日 09:05")]
    [InlineData("en", "2027-03-31", "1 October 2026 09:05")]
    public void A_day_in_a_field_and_an_instant_are_written_as_the_days_beside_them(string language, string field, string instant)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        Assert.Equal((field, instant), (ShownDate.InField(new DateOnly(2027, 3, 31)), ShownDate.At(new DateTimeOffset(2026, 10, 1, 0, 5, 0, TimeSpan.Zero))));
        // What stands in a field is read back as the same day.
        Assert.Equal(new DateOnly(2027, 3, 31), EraDateText.Parse(field).Value.Date);
    }

    [Theory]
    [InlineData("en", "情報セキュリティ 基本方針 (Amendment in part)", "情報セキュリティ 基本方針")]
    [InlineData("en", "Amend 方針第1号", "方針第1号")]
    [InlineData("en", "Amendments", null)]
    [InlineData("ja", "方針第1号の改正", null)]
    public void A_Japanese_title_in_the_words_of_an_English_page_bears_its_language(string language, string words, string? japanese)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var trail = Render<Breadcrumbs>(parameters => parameters.Add(part => part.Trail, [(words, "/x")])).Find("a");
        Assert.Equal(words, trail.TextContent);
        Assert.Equal(japanese, trail.QuerySelector("[lang=ja]")?.TextContent);
    }

    [Fact]
    public void No_page_puts_a_western_day_into_a_field_beside_days_of_an_era()
    {
        foreach (var page in Directory.GetFiles(Path.Combine(Repository.Root, "src", "CcsPolicy.Web", "Features"), "*.razor", SearchOption.AllDirectories))
            foreach (var line in File.ReadLines(page).Where(line => line.Contains("<input", StringComparison.Ordinal) && !line.Contains("type=\"hidden\"", StringComparison.Ordinal)))
                Assert.False(line.Contains("ShownDate.Western", StringComparison.Ordinal), $"{Path.GetFileName(page)}: {line.Trim()}");
    }

    [Theory]
    [InlineData("2026-04-01", "令和8年4月1日(2026-04-01)")]
    [InlineData("2019-05-01", "令和元年5月1日(2019-05-01)")]
    [InlineData("2019-04-30", "平成31年4月30日(2019-04-30)")]
    [InlineData("1989-01-07", "昭和64年1月7日(1989-01-07)")]
    public void A_day_is_shown_in_era_and_western_form(string day, string shown) =>
        Assert.Equal(shown, Render<DateText>(parameters => parameters.Add(part => part.Day, DateOnly.Parse(day, CultureInfo.InvariantCulture))).Find("time").TextContent);

    [Fact]
    public void An_instant_is_shown_as_the_clock_in_Tokyo_shows_it()
    {
        var shown = Render<InstantText>(parameters => parameters.Add(part => part.At, new DateTimeOffset(2026, 3, 31, 15, 5, 0, TimeSpan.Zero)));
        Assert.Equal("令和8年4月1日 00:05", shown.Find("time").TextContent);
        Assert.Equal("2026-03-31T15:05:00Z", shown.Find("time").GetAttribute("datetime"));
    }

    [Fact]
    public void A_bar_says_its_figure_beside_it()
    {
        var bar = Render<BarFigure>(parameters => parameters.Add(part => part.Value, 42).Add(part => part.Of, 60).Add(part => part.Share, 0.7).Add(part => part.Words, "70.0%"));
        Assert.Equal("42 / 60 (70.0%)", bar.Find(".bar-row > span").TextContent);
        Assert.Equal("70.0%", bar.FindAll("rect")[1].GetAttribute("width"));
        Assert.DoesNotContain("style=", bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_procedure_is_marked_with_a_lock_that_has_words()
    {
        var mark = Render<TierMark>(parameters => parameters.Add(part => part.Tier, ShownTier.Procedure));
        Assert.Equal("●実施手順", mark.Find(".tier").TextContent);
        Assert.Equal("知る必要のある人だけに公開", mark.Find("svg").GetAttribute("aria-label"));
    }

    [Theory]
    [InlineData(1, "", "?page=2")]
    [InlineData(2, "?page=1", "?page=3")]
    [InlineData(3, "?page=2", "")]
    public void The_pager_leads_to_the_neighbours_that_there_are(int page, string previous, string next)
    {
        var pager = Render<Pager>(parameters => parameters.Add(part => part.Page, page).Add(part => part.PageSize, 50).Add(part => part.Total, 120).Add(part => part.Url, number => $"?page={number}"));
        Assert.Equal(previous, pager.FindAll("a[rel=prev]").SingleOrDefault()?.GetAttribute("href") ?? "");
        Assert.Equal(next, pager.FindAll("a[rel=next]").SingleOrDefault()?.GetAttribute("href") ?? "");
    }
}
