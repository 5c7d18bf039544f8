using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Imports;

/// <summary>取込の拒否。Why a file is not taken in, and how its text can be brought in all the same.</summary>
public static class ImportErrors
{
    public static readonly DomainError TooLarge = new(
        "import.too-large",
        "ファイルが 10 MB を超えているため、読み取っていません。本文だけのファイルにするか、本文をコピーして貼り付けてください。",
        "The file is larger than 10 MB and has not been read. Keep only the text in the file, or copy the text and paste it.");

    public static readonly DomainError Malware = new(
        "import.malware",
        "ウイルス検査で不正なプログラムが見つかったため、読み取っていません。保存もしていません。このファイルを開かず、情報システムの担当者に知らせてください。本文はコピーして貼り付けられます。",
        "The virus scanner found malware in the file. It was neither read nor stored. Do not open it, and tell whoever looks after the systems. The text can be copied and pasted.");

    public static readonly DomainError QuotaReached = new(
        "import.quota",
        "あなたが取り込んで保管されている元のファイルが、一人の上限（5,000 件、5 GB）に達しています。何も保存していません。ほかの担当者が取り込んでください。",
        "What you have taken in and is kept as files has reached the limit of a person (5,000 files, 5 GB). Nothing was stored. Let a colleague take this one in.");

    public static readonly DomainError UnpacksTooLarge = new(
        "import.unpacks-too-large",
        "ファイルを展開すると 50 MB を超えるため、読み取っていません。画像などを除いて保存し直すか、本文をコピーして貼り付けてください。",
        "The file unpacks to more than 50 MB and has not been read. Save it without pictures, or copy the text and paste it.");

    public static readonly DomainError Empty = new(
        "import.empty",
        "ファイルに文字がありません。本文の入ったファイルを選んでください。",
        "The file holds no text. Choose a file that holds the text.");

    public static readonly DomainError OtherName = new(
        "import.other-name",
        "ファイルの中身と名前の末尾が合わないため、読み取っていません。Word 文書は .docx、テキストは .txt、Web ページは .html という名前にしてから選び直してください。",
        "The content does not fit the ending of the file's name, and has not been read. Name a Word document .docx, a text .txt, a web page .html, and choose it again.");

    public static readonly DomainError Pdf = new(
        "import.pdf",
        "PDF は読み取っていません。PDF を開いて本文を選択し、コピーして貼り付けてください。",
        "PDF files are not read. Open the PDF, select and copy its text, and paste it.");

    public static readonly DomainError OldWord = new(
        "import.old-word",
        "古い形式の Word 文書（.doc）は読み取っていません。Word で開き、「Word 文書（.docx）」として保存してから選び直してください。",
        "Word documents of the old format (.doc) are not read. Open it in Word, save it as a Word document (.docx) and choose that file.");

    public static readonly DomainError Ichitaro = new(
        "import.ichitaro",
        "一太郎の文書は読み取っていません。一太郎で Word 形式（.docx）かテキスト形式で保存してから選び直してください。",
        "Ichitaro documents are not read. Save it from Ichitaro as .docx or as plain text and choose that file.");

    public static readonly DomainError Protected = new(
        "import.protected",
        "パスワードで保護された文書は読み取れません。保護を外して保存してから選び直してください。",
        "The document is protected by a password and cannot be read. Save it without protection and choose that file.");

    public static readonly DomainError Macros = new(
        "import.macros",
        "マクロなどのプログラムを含む Word 文書のため、読み取っていません。保存もしていません。Word で開き、「Word 文書（.docx）」（マクロなし）として保存してから選び直してください。",
        "The Word document holds macros or other programs. It was neither read nor stored. Open it in Word, save it as a Word document (.docx) without macros and choose that file.");

    public static readonly DomainError Spreadsheet = new(
        "import.spreadsheet",
        "Excel のファイルは読み取っていません。本文をコピーして貼り付けてください。",
        "Excel files are not read. Copy the text and paste it.");

    public static readonly DomainError OpenDocument = new(
        "import.open-document",
        "OpenDocument の文書は読み取っていません。Word 形式（.docx）で保存してから選び直してください。",
        "OpenDocument files are not read. Save it as .docx and choose that file.");

    public static readonly DomainError RichText = new(
        "import.rich-text",
        "リッチテキスト（.rtf）は読み取っていません。Word で開き、「Word 文書（.docx）」として保存してから選び直してください。",
        "Rich text (.rtf) is not read. Open it in Word, save it as a Word document (.docx) and choose that file.");

    public static readonly DomainError Archive = new(
        "import.archive",
        "圧縮ファイルは読み取っていません。中の文書を取り出してから選び直してください。",
        "Archives are not read. Take the document out of it and choose that file.");

    public static readonly DomainError Markup = new(
        "import.xml",
        "XML のファイルは読み取っていません。本文をコピーして貼り付けてください。",
        "XML files are not read. Copy the text and paste it.");

    public static readonly DomainError NotText = new(
        "import.not-text",
        "文書として読み取れないファイルです。テキスト、Word（.docx）、HTML のファイルを選ぶか、本文をコピーして貼り付けてください。",
        "The file cannot be read as a document. Choose a text, Word (.docx) or HTML file, or copy the text and paste it.");

    public static readonly DomainError Damaged = new(
        "import.damaged",
        "Word 文書が壊れているか、決まりに合わない作りのため、読み取っていません。Word で開いて保存し直すか、本文をコピーして貼り付けてください。",
        "The Word document is damaged or built against its rules and has not been read. Open and save it in Word, or copy the text and paste it.");
}
