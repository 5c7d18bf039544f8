using System.Text;
using CcsPolicy.Web.Imports;
using CsCheck;
using Xunit;

namespace CcsPolicy.Web.Tests.Imports;

public sealed class TextEncodingTests
{
    private const string Sample = "○○市町村職員共済組合情報セキュリティ基本方針\r\n（目的）\r\n第１条　この基本方針は、組合が保有する情報資産の機密性、完全性及び可用性を維持することを目的とする。\r\n　(1)　ア　①　～―…\r\n";
    private const string KatakanaSample = "ｶﾝﾘｼﾞﾑｶ\n";

    public static TheoryData<string, int, bool> Codes => new()
    {
        { "UTF-8", 65001, false },
        { "UTF-8", 65001, true },
        { "UTF-16LE", 1200, false },
        { "UTF-16LE", 1200, true },
        { "UTF-16BE", 1201, false },
        { "UTF-16BE", 1201, true },
        { "UTF-32LE", 12000, true },
        { "Shift_JIS", 932, false },
        { "EUC-JP", 51932, false },
        { "ISO-2022-JP", 50220, false },
    };

    [Theory, MemberData(nameof(Codes))]
    public void A_text_comes_back_the_same_from_every_code_that_offices_use(string name, int codePage, bool marked)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);
        byte[] bytes = [.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes(Sample)];

        var read = SourceFile.Read(bytes, "方針.txt").Value;

        Assert.Equal(Sample, read.Text);
        Assert.Equal(name, read.EncodingName);
        Assert.Empty(read.Remarks);
    }

    [Theory]
    [InlineData(932, "第1条\n")]
    [InlineData(932, "情報")]
    [InlineData(51932, "この基本方針\n")]
    [InlineData(1200, "第1条\r\nABC")]
    [InlineData(1201, "abc\r\n")]
    [InlineData(1200, "abc\r\n")]
    [InlineData(65001, "abc\r\n")]
    public void Even_a_very_short_text_is_read_in_its_code(int codePage, string text)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage);

        Assert.Equal(text, SourceFile.Read(encoding.GetBytes(text), null).Value.Text);
    }

    [Fact]
    public void Half_width_kana_in_Shift_JIS_among_ordinary_text_is_kept()
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

        Assert.Equal(Sample + KatakanaSample, SourceFile.Read(encoding.GetBytes(Sample + KatakanaSample), null).Value.Text);
    }

    [Fact]
    public void One_broken_byte_is_said_with_its_line_and_keeps_the_rest()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Sample), 0xFF, .. Encoding.UTF8.GetBytes(Sample)];

        var read = SourceFile.Read(bytes, null).Value;

        Assert.Equal(Sample + "\uFFFD" + Sample, read.Text);
        var remark = Assert.Single(read.Remarks);
        Assert.Equal(("import.unreadable-characters", 5), (remark.Code, remark.Line));
    }

    [Fact]
    public void Control_characters_are_left_out_and_counted()
    {
        var read = SourceFile.Read(Encoding.UTF8.GetBytes("第1条\0" + Sample + "\u001b"), null).Value;

        Assert.Equal("第1条" + Sample, read.Text);
        Assert.Equal("import.control-characters", Assert.Single(read.Remarks).Code);
    }

    [Theory]
    [InlineData("%PDF-1.7\n1 0 obj", "a.txt", "import.pdf")]
    [InlineData("{\\rtf1\\ansi", "a.docx", "import.rich-text")]
    [InlineData("", "a.txt", "import.empty")]
    [InlineData(" \r\n　\n", "a.txt", "import.empty")]
    [InlineData("Rar!\u001a", "a.txt", "import.archive")]
    [Trait("ASVS", "V5.2.2")]
    public void What_is_not_a_text_is_refused_by_its_content_and_not_by_its_name(string content, string name, string code)
    {
        var read = SourceFile.Read(Encoding.UTF8.GetBytes(content), name);

        Assert.Equal(code, read.Error?.Code);
    }

    [Theory]
    [InlineData("WordDocument", "x.doc", "import.old-word")]
    [InlineData("WordDocument", "x.docx", "import.old-word")]
    [InlineData("DocumentText", "x.jtd", "import.ichitaro")]
    [InlineData("", "x.jtd", "import.ichitaro")]
    [InlineData("EncryptedPackage", "x.docx", "import.protected")]
    [InlineData("Workbook", "x.xls", "import.spreadsheet")]
    [InlineData("", "x", "import.not-text")]
    public void Old_containers_are_told_apart_by_what_they_hold(string directoryName, string name, string code)
    {
        byte[] bytes = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512], .. Encoding.Unicode.GetBytes(directoryName), .. new byte[64]];

        Assert.Equal(code, SourceFile.Read(bytes, name).Error?.Code);
    }

    [Fact]
    [Trait("ASVS", "V5.2.1")]
    public async Task A_file_over_the_limit_is_refused_without_being_read_to_its_end()
    {
        using var stream = new EndlessStream();

        var read = await SourceFile.ReadAsync(stream, "big.txt", TestContext.Current.CancellationToken);

        Assert.Equal("import.too-large", read.Error?.Code);
        Assert.InRange(stream.Served, SourceFile.MaxBytes, SourceFile.MaxBytes + 200_000);
    }

    [Fact]
    public void Any_bytes_give_a_text_or_a_reason()
    {
        Gen.Byte.Array[0, 2000].Sample(bytes =>
        {
            var read = SourceFile.Read(bytes, "x");
            Assert.True(read.Error is not null || read.Value.Text.Length > 0);
        }, iter: 2000);
    }

    private sealed class EndlessStream : Stream
    {
        public long Served { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Served; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Served += count;
            buffer.AsSpan(offset, count).Fill((byte)'a');
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
