using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using Xunit;

namespace CcsPolicy.Domain.Tests.Training;

public sealed class TrainingTests
{
    private static readonly QuestionText One = new("問い", [new("正しい", true), new("違う", false), new("これも違う", false)], "解説", "第1条");
    private static readonly QuestionText Both = One with { Choices = [new("正しい", true), new("これも正しい", true), new("違う", false)] };

    [Fact]
    public void A_question_is_read_as_it_is_typed_and_comes_back_from_what_is_sealed()
    {
        var read = QuestionText.Read(" 何ですか。\r\n二行目 ", ["甲", "", " 乙 ", null, "丙"], [2, 4], "わけ", "第2条").Value;
        Assert.Equal("何ですか。\n二行目", read.Words);
        Assert.Equal([new("甲", false), new("乙", true), new("丙", true)], read.Choices);
        Assert.True(read.HasSeveralRight);
        var again = QuestionText.Parse(read.Write());
        Assert.Equal((read.Words, read.Explanation, read.Provision), (again.Words, again.Explanation, again.Provision));
        Assert.Equal(read.Choices, again.Choices);
        Assert.Throws<InvalidDataException>(() => QuestionText.Parse("{}"));
    }

    [Theory]
    [InlineData("", "甲|乙", "0", "わけ", "training.question-missing")]
    [InlineData("問", "甲|", "0", "わけ", "training.too-few-choices")]
    [InlineData("問", "甲|甲", "0", "わけ", "training.same-choices")]
    [InlineData("問", "甲|乙", "", "わけ", "training.no-right-choice")]
    [InlineData("問", "甲|乙|", "2", "わけ", "training.no-right-choice")]
    [InlineData("問", "甲|乙", "0", " ", "training.explanation-missing")]
    [InlineData("問\u202e", "甲|乙", "0", "わけ", "words.unseen-signs")]
    public void What_is_no_question_is_refused(string words, string choices, string right, string why, string code) =>
        Assert.Equal(code, QuestionText.Read(words, choices.Split('|'), [.. right.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)], why, "第1条").Error!.Code);

    [Theory]
    [InlineData("題", "本文", "８０", null)]
    [InlineData(" ", "本文", "80", "training.title-missing")]
    [InlineData("題", " \n ", "80", "training.text-missing")]
    [InlineData("題", "本文", "0", "training.pass-mark-unfit")]
    [InlineData("題", "本文", "101", "training.pass-mark-unfit")]
    [InlineData("題", "本文", "八十", "training.pass-mark-unfit")]
    public void What_a_course_says_is_read_as_people_type_it(string title, string text, string mark, string? code) => Assert.Equal(code, CourseWords.Read(title, text, mark, true).Error?.Code);

    [Fact]
    public void An_answer_is_right_when_exactly_the_right_choices_were_chosen()
    {
        Assert.True(One.IsRight([0]));
        Assert.False(One.IsRight([0, 1]));
        Assert.False(One.IsRight([]));
        Assert.True(Both.IsRight([1, 0]));
        Assert.False(Both.IsRight([0]));
    }

    [Fact]
    public void Answers_are_marked_kept_and_read_again_and_what_is_no_choice_counts_for_nothing()
    {
        var (first, second) = (new CourseQuestionId(Guid.NewGuid()), new CourseQuestionId(Guid.NewGuid()));
        var marked = Quiz.Mark([(first, One), (second, Both)], new Dictionary<CourseQuestionId, ImmutableArray<int>> { [first] = [7, 1, -1, 1], [second] = [1, 0] });
        Assert.Equal([false, true], marked.Select(answer => answer.IsRight));
        Assert.Equal([[1], [0, 1]], marked.Select(answer => answer.Chosen.ToArray()));
        var again = GivenAnswer.Read(GivenAnswer.Write(marked));
        Assert.Equal(marked.Select(answer => (answer.Question, answer.IsRight, string.Join(',', answer.Chosen))), again.Select(answer => (answer.Question, answer.IsRight, string.Join(',', answer.Chosen))));
        Assert.True(GivenAnswer.Write(Enumerable.Repeat(new GivenAnswer(first, [0, 1, 2, 3, 4, 5], true), CourseQuestion.Most)).Length <= 2_500);
    }

    [Theory]
    [InlineData(4, 5, 80, true, 80)]
    [InlineData(2, 3, 67, false, 66)]
    [InlineData(2, 3, 66, true, 66)]
    [InlineData(0, 0, 1, false, 0)]
    [InlineData(3, 3, 100, true, 100)]
    public void Nobody_passes_by_rounding(int right, int asked, int mark, bool passed, int score) => Assert.Equal((passed, score), (Quiz.IsPassed(right, asked, mark), Quiz.ScoreOf(right, asked)));

    [Fact]
    public void The_order_is_the_same_for_an_attempt_and_another_for_the_next()
    {
        var things = Enumerable.Range(0, 20).ToList();
        string Name(int thing) => $"{thing}";
        Assert.Equal(Quiz.Order(things, Name, "1"), Quiz.Order(things.AsEnumerable().Reverse(), Name, "1"));
        Assert.NotEqual(Quiz.Order(things, Name, "1"), Quiz.Order(things, Name, "2"));
        Assert.Equal(things, Quiz.Order(things, Name, "1").Order());
    }

    [Fact]
    public void Of_few_people_no_share_of_wrong_answers_is_told()
    {
        var (question, other, key) = (new CourseQuestionId(Guid.NewGuid()), new CourseQuestionId(Guid.NewGuid()), Guid.NewGuid());
        (PersonId, string) Attempt(bool right) => (new PersonId(Guid.NewGuid()), GivenAnswer.Write([new(question, [0], right), new(other, [1], false)]));
        var four = new[] { Attempt(true), Attempt(false), Attempt(false), Attempt(true) };
        var few = Assert.Single(ProvisionMistakes.Of(four, asked => asked == question ? key : null));
        Assert.Equal((key, 4, 2, 4, null), (few.Key, few.Answers, few.Wrong, few.People, few.Share));
        // The same person once more makes no further one.
        Assert.Null(Assert.Single(ProvisionMistakes.Of([.. four, (four[0].Item1, Attempt(false).Item2)], asked => asked == question ? key : null)).Share);
        Assert.Equal(60, Assert.Single(ProvisionMistakes.Of([.. four, Attempt(false)], asked => asked == question ? key : null)).Share);
    }

    [Fact]
    public void Of_each_question_the_last_version_stands_in_the_order_of_the_first_ones()
    {
        var (a, b) = (new QuestionId(Guid.NewGuid()), new QuestionId(Guid.NewGuid()));
        var rows = new[] { Row(b, 1, 2), Row(a, 1, 1), Row(a, 2, 9), Row(b, 2, 3) };
        Assert.Equal([rows[2].Id, rows[3].Id], CourseQuestion.Standing(rows).Select(row => row.Id));
        Assert.Equal([rows[3].Id], CourseQuestion.Standing([.. rows, Row(a, 3, 10, isRetired: true)]).Select(row => row.Id));
    }

    [Theory]
    [InlineData(2026, "2027-03-31", null)]
    [InlineData(2027, "2027-04-01", null)]
    [InlineData(2026, "2027-04-01", "training.due-unfit")]
    [InlineData(2026, "2026-11-29", "training.due-unfit")]
    [InlineData(2027, "2027-03-31", "training.due-unfit")]
    [InlineData(2025, "2026-03-31", "training.year-unfit")]
    [InlineData(2028, "2028-04-01", "training.year-unfit")]
    public void A_plan_is_for_this_fiscal_year_or_the_next_and_ends_within_it(int year, string due, string? code) =>
        Assert.Equal(code, PlanTerms.Read(year, DateOnly.ParseExact(due, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), [], new(2026, 11, 30)).Error?.Code);

    [Fact]
    public void A_plan_means_the_kinds_that_are_marked_and_everybody_without_a_mark()
    {
        var some = PlanTerms.Read(2026, new(2027, 3, 31), ["Temporary", "Employee", "Employee", "nonsense", "7"], new(2026, 11, 30)).Value;
        Assert.Equal("Employee,Temporary", some.KindsWritten);
        Assert.Equal("", PlanTerms.Read(2026, new(2027, 3, 31), Enum.GetNames<EmploymentKind>(), new(2026, 11, 30)).Value.KindsWritten);
        Assert.True(Plan(1, some.KindsWritten).Covers(EmploymentKind.Temporary));
        Assert.False(Plan(1, some.KindsWritten).Covers(EmploymentKind.Contract));
        Assert.True(Plan(1, "").Covers(EmploymentKind.Contract));
        Assert.False(Plan(1, "").Binds(Audience.Granted, EmploymentKind.Employee, isGranted: false));
    }

    [Fact]
    public void The_last_decision_of_a_year_holds_and_one_that_takes_out_leaves_none()
    {
        Assert.Equal(2, Assert.Single(CoursePlan.Standing([Plan(1, ""), Plan(2, "Employee"), Plan(9, "", 2027)], 2026)).Number);
        Assert.Empty(CoursePlan.Standing([Plan(1, ""), Plan(2, "", isWithdrawn: true)], 2026));
        Assert.Equal((2025, 2026), (FiscalYear.Of(new(2026, 3, 31)), FiscalYear.Of(new(2026, 4, 1))));
    }

    [Fact]
    public void Of_a_list_the_first_cell_of_each_line_counts() =>
        Assert.Equal([(2, "A001"), (4, "A002"), (5, "A003")], AttendanceList.Read("職員番号,氏名\r\nA001,職員 太郎\n\n\"Ａ００２\"\tx\n A003 \n"));

    private static CoursePlan Plan(int number, string kinds, int year = 2026, bool isWithdrawn = false) => new()
    {
        Id = new(Guid.NewGuid()), CourseId = default, DocumentId = default, FiscalYear = year, Number = number, DueOn = new(2027, 3, 31), Kinds = kinds, IsWithdrawn = isWithdrawn, DecidedAt = default, DecidedBy = default,
    };

    private static CourseQuestion Row(QuestionId question, int number, int hour, bool isRetired = false) => new()
    {
        Id = new(Guid.NewGuid()), QuestionId = question, CourseId = default, DocumentId = new DocumentId(Guid.NewGuid()), Number = number, Key = Guid.NewGuid(), EditionId = default, Words = default, IsRetired = isRetired,
        WrittenAt = new DateTimeOffset(2026, 11, 30, hour, 0, 0, TimeSpan.Zero), WrittenBy = default,
    };
}
