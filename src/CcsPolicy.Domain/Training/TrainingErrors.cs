using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Training;

/// <summary>研修についての拒否の理由。</summary>
public static class TrainingErrors
{
    public static readonly DomainError NotFound = new("training.not-found", "この研修はありません。", "There is no such course.");

    public static readonly DomainError TitleMissing = new("training.title-missing", "題名を書いてください。まだ保存していません。", "Write a title. Nothing was saved yet.");

    public static readonly DomainError TitleTooLong = new("training.title-too-long",
        $"題名は{CourseWords.LongestTitle}字までで書いてください。まだ保存していません。", $"Write at most {CourseWords.LongestTitle} characters of title. Nothing was saved yet.");

    public static readonly DomainError TextMissing = new("training.text-missing", "本文を書いてください。まだ保存していません。", "Write the text. Nothing was saved yet.");

    public static readonly DomainError TextTooLong = new("training.text-too-long",
        $"本文は{CourseWords.LongestText:#,0}字までで書いてください。まだ保存していません。", $"Write at most {CourseWords.LongestText:#,0} characters of text. Nothing was saved yet.");

    public static readonly DomainError PassMarkUnfit = new("training.pass-mark-unfit",
        "合格点は1から100までの数で書いてください。まだ保存していません。", "Write the pass mark as a number from 1 to 100. Nothing was saved yet.");

    public static readonly DomainError QuestionMissing = new("training.question-missing", "問いの文を書いてください。まだ保存していません。", "Write the question. Nothing was saved yet.");

    public static readonly DomainError QuestionTooLong = new("training.question-too-long",
        $"問いは{QuestionText.LongestWords}字、選択肢は{QuestionText.LongestChoice}字、解説は{QuestionText.LongestExplanation:#,0}字までで書いてください。まだ保存していません。",
        $"Write at most {QuestionText.LongestWords} characters of question, {QuestionText.LongestChoice} of each choice and {QuestionText.LongestExplanation:#,0} of explanation. Nothing was saved yet.");

    public static readonly DomainError TooFewChoices = new("training.too-few-choices",
        $"選択肢を{QuestionText.FewestChoices}つ以上書いてください。まだ保存していません。", $"Write at least {QuestionText.FewestChoices} choices. Nothing was saved yet.");

    public static readonly DomainError SameChoices = new("training.same-choices", "同じ選択肢があります。まだ保存していません。", "Two choices are the same. Nothing was saved yet.");

    public static readonly DomainError NoRightChoice = new("training.no-right-choice",
        "正しい選択肢に印を付けてください。空の選択肢は正しい答えにできません。まだ保存していません。", "Mark the choices that are right; an empty one cannot be. Nothing was saved yet.");

    public static readonly DomainError ExplanationMissing = new("training.explanation-missing", "解説を書いてください。まだ保存していません。", "Write the explanation. Nothing was saved yet.");

    public static readonly DomainError NoSuchProvision = new("training.no-such-provision", "条項を選んでください。まだ保存していません。", "Choose the provision. Nothing was saved yet.");

    public static readonly DomainError TooManyQuestions = new("training.too-many-questions",
        $"一つの研修の設問は{CourseQuestion.Most}問までです。まだ保存していません。", $"A course has at most {CourseQuestion.Most} questions. Nothing was saved yet.");

    public static readonly DomainError YearUnfit = new("training.year-unfit", "今年度か来年度を選んでください。まだ決めていません。", "Choose this fiscal year or the next one. Nothing was decided yet.");

    public static readonly DomainError DueUnfit = new("training.due-unfit",
        "期限は、その年度の中の、今日か後の日にしてください。まだ決めていません。", "The last day must lie within the year, today or later. Nothing was decided yet.");

    public static readonly DomainError HeldUnfit = new("training.held-unfit",
        "実施日は、今日までの日を書いてください。まだ記録していません。", "Write the day on which it was held, today or earlier. Nothing was recorded yet.");

    public static readonly DomainError PlaceUnfit = new("training.place-unfit",
        $"場所は1字から{CourseAttendance.LongestPlace}字までで書いてください。まだ記録していません。", $"Write the place in 1 to {CourseAttendance.LongestPlace} characters. Nothing was recorded yet.");

    public static readonly DomainError NobodyThere = new("training.nobody-there", "出席した人を選ぶか、名簿を書いてください。まだ記録していません。", "Choose who was there, or write the list. Nothing was recorded yet.");

    public static readonly DomainError TooManyThere = new("training.too-many-there",
        $"一度に記録できるのは{CourseAttendance.MostAtOnce}人までです。分けて記録してください。まだ記録していません。", $"At most {CourseAttendance.MostAtOnce} people at once; enter them in parts. Nothing was recorded yet.");

    public static readonly DomainError ListUnreadable = new("training.list-unreadable",
        "名簿のファイルを読み取れません。CSV（UTF-8 か Shift_JIS）か Excel（.xlsx）のファイル（1 MB まで）を選んでください。まだ記録していません。", "The file of the list cannot be read. Choose a CSV (UTF-8 or Shift_JIS) or Excel (.xlsx) file of 1 MB at most. Nothing was recorded yet.");

    public static readonly DomainError ListHasFaults = new("training.list-has-faults",
        "名簿に直すところがあります。一人も記録していません。行ごとの理由を見て、直してください。", "There is something to mend in the list. Nobody was recorded; each line says why.");

    public static readonly DomainError WithdrawalReason = new("training.withdrawal-reason", "取り消す理由を書いてください。まだ取り消していません。", "Write why it is withdrawn. Nothing was withdrawn yet.");

    public static readonly DomainError FileUnfit = new("training.file-unfit",
        $"PNG、JPEG、WebP、GIF、PDF（{CourseFiles.MostBytes / 1_000_000} MB まで）か、MP4、WebM（{CourseFiles.MostVideoBytes / 1_000_000} MB まで）を選んでください。まだ加えていません。",
        $"Choose a PNG, JPEG, WebP, GIF or PDF of {CourseFiles.MostBytes / 1_000_000} MB at most, or an MP4 or WebM of {CourseFiles.MostVideoBytes / 1_000_000} MB at most. Nothing was added yet.");

    public static readonly DomainError FileNotLookedThrough = new("training.file-not-looked-through",
        "ファイルの検査ができないか、悪意のあるものが見つかったため、受け取れません。まだ加えていません。", "The file could not be looked through, or something malicious was found, so it is not taken. Nothing was added yet.");

    public static readonly DomainError TooManyFiles = new("training.too-many-files",
        $"一つの研修のファイルは{CourseFiles.Most}個までです。まだ加えていません。", $"A course has at most {CourseFiles.Most} files. Nothing was added yet.");

    public static readonly DomainError FilesOfProcedure = new("training.files-of-procedure",
        "実施手順の研修にはファイルを付けられません。保存されたファイルには、区分と見た人の印を付けられないためです。何も加えていません。", "A course about a procedure takes no files: what is saved of them could not bear its classification and reader. Nothing was added.");

    public static readonly DomainError ChangedMeanwhile = new("training.changed-meanwhile",
        "表示している間に、別の人が書き換えました。保存していません。入力した内容は画面に残っています。控えてから、開き直してください。",
        "Meanwhile somebody else wrote it anew. Nothing was saved; what you wrote is still on the page. Keep it and open the page again.");

    public static readonly DomainError QuestionsChanged = new("training.questions-changed",
        "答えている間に、設問が変わりました。まだ記録していません。選んだ答えは残っています。確かめて、もう一度送ってください。",
        "The questions changed while you answered. Nothing was recorded; what you chose is still there. Look through it and send it again.");

    public static readonly DomainError Unanswered = new("training.unanswered",
        "まだ答えていない問いがあります。記録していません。選んだ答えは残っています。", "Some questions are not answered yet. Nothing was recorded; what you chose is still there.");

    public static readonly DomainError AlreadySent = new("training.already-sent",
        "この回の解答はもう記録してあります。もう一度受けるときは、改めて答えてください。", "The answers of this attempt are on record already. To take it again, answer anew.");

    public static readonly DomainError TooManyAttempts = new("training.too-many-attempts",
        $"一つの研修を受けられるのは{CourseAttempt.MostOfPerson}回までです。記録していません。", $"A course can be taken {CourseAttempt.MostOfPerson} times at most. Nothing was recorded.");
}
