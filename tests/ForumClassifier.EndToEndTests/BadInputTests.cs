using System.Text;
using ForumClassifier.EndToEndTests.TestSupport;

namespace ForumClassifier.EndToEndTests;

/// <summary>Labelled data that are missing, damaged, wrongly written, or not enough.</summary>
[Collection(typeof(ProgramTests))]
public sealed class BadInputTests : IDisposable
{
    private const string Header = "id,title,body,label\n";
    private const string Columns = "Name columns that exist (--id-column, --text-column, --time-column, --thread-column, --label-column).";
    private const string Quotes = "Put fields that hold separators or line breaks into quotes.";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "posts.csv: The file is empty. Check how it was made.")]
    [InlineData(Header, "posts.csv cannot be used as labelled data:\n  posts.csv: No post has a label in the column 'label'.")]
    [InlineData(Header + "1,Slow,Inference takes long,\n2,Leak,Memory grows,\n", "posts.csv cannot be used as labelled data:\n  posts.csv: No post has a label in the column 'label'.")]
    [InlineData(Header + "1,Slow,\"Inference takes long,speed\n2,Leak,Memory grows,memory\n", "posts.csv(2): A quote opens a field in this record and is not closed before the end of the file. Close it, or double the quotes inside quoted fields.")]
    [InlineData(Header + "1,Slow,\"Two\nlines\",speed\n2,Leak,memory\n", "posts.csv(4): The record has 3 fields and the header 4. " + Quotes)]
    [InlineData(Header + "1,Slow,Inference takes long, really,speed\n", "posts.csv(2): The record has 5 fields and the header 4. " + Quotes)]
    [InlineData("id,title,text_body,label\n1,Slow,Inference takes long,speed\n", "posts.csv(2): There is no column 'body' or 'text'; there are: id, title, text_body, label. Name the columns that hold the text with --text-column.")]
    [InlineData("id,title,body\n1,Slow,Inference takes long\n", "posts.csv(2): There is no column 'label'; there are: id, title, body. " + Columns)]
    [InlineData("id,title,body,label,body\n1,Slow,Inference takes long,speed,\n", "posts.csv(1): The column 'body' occurs twice. Give each column a name of its own.")]
    [InlineData(Header + "1,Slow,Inference takes long,speed\n,Leak,Memory grows,memory\n", "posts.csv(3): The id of the post is empty. Give each post an id, or leave out the id column.")]
    [InlineData(Header + "1,Slow,Takes long,speed\n2,Slow,Takes long,speed\n1,Slow,Takes long,speed\n2,Leak,Memory grows,memory\n", "posts.csv cannot be used as labelled data:\n  posts.csv(4): The post id '1' is already that of line 2; give each post an id of its own.\n  posts.csv(5): The post id '2' is already that of line 3; give each post an id of its own.")]
    [InlineData(Header + "1,Slow,Takes long,speed\n2,Slow,Takes long,speed\n3,Slow,Takes long,speed\n", "The labelled data has 3 coded posts with text, all with the same code (speed). Expected examples of at least two codes, of which \"none of them\" may be one. Code posts with other codes first.")]
    public async Task Labelled_data_that_cannot_be_used_are_refused(string content, string message)
    {
        _folder.Write("posts.csv", content);

        await RefusesAsync(message);
    }

    [Fact]
    public Task A_missing_file_is_named() => RefusesAsync("posts.csv: There is no such file. Check the path.");

    [Fact]
    public async Task A_folder_without_labelled_data_says_what_such_a_folder_holds()
    {
        Directory.CreateDirectory(_folder.File("posts.csv"));

        await RefusesAsync("posts.csv: The folder holds no taxonomy.yaml and no posts.csv or posts.jsonl and no codings.csv. A folder of labelled data holds taxonomy.yaml, posts.csv and codings.csv.");
    }

    [Fact]
    public async Task A_binary_file_is_told_from_text()
    {
        File.WriteAllBytes(_folder.File("posts.csv"), [.. Enumerable.Range(0, 4000).Select(i => (byte)(i % 3 == 0 ? i : 0))]);

        await RefusesAsync("posts.csv: The file is not text: it is full of NUL bytes. Expected UTF-8, or UTF-16 with a byte order mark; save it so.");
    }

    [Fact]
    public async Task Latin_1_is_refused_with_its_line()
    {
        File.WriteAllBytes(_folder.File("posts.csv"), Encoding.Latin1.GetBytes(Header + "1,Slow,Takes long,speed\n2,Café,Memory grows,memory\n"));

        await RefusesAsync("posts.csv(3): The record is not valid UTF-8. Save the file as UTF-8.");
    }

    [Fact]
    public async Task Utf_16_with_a_byte_order_mark_is_read()
    {
        File.WriteAllText(_folder.File("posts.csv"), Header + "1,Café,Takes long,speed\n", Encoding.Unicode);

        await RefusesAsync($"posts.csv(2): There is no column 'text'; there are: id, title, body, label. {Columns}", "--text-column", "text");
    }

    [Fact]
    public async Task Unknown_codes_are_listed_with_the_nearest_ones()
    {
        _folder.Write("posts.csv", Header + "1,Slow,Takes long,sped\n2,Leak,Memory grows,memory\n3,Leak,Memory grows,Speed of it\n");
        _folder.Write("taxonomy.yaml", "name: test\nversion: 1\nassignment: single\ncodes:\n  - { id: speed, name: Speed of it }\n  - { id: memory, name: Memory }\n");

        await RefusesAsync(
            "posts.csv cannot be used as labelled data:\n  posts.csv(2): There is no code 'sped' in the taxonomy; the nearest is 'speed'.\n  posts.csv(4): There is no code 'Speed of it' in the taxonomy; that is the name of 'speed': write the id.",
            "--taxonomy", "taxonomy.yaml");
    }

    [Fact]
    public async Task Only_posts_of_none_of_the_codes_are_not_enough()
    {
        _folder.Write("posts.csv", Header + "1,Slow,Takes long,\n2,Leak,Memory grows,\n3,Leak,Memory grows,\n");

        await RefusesAsync(
            "The labelled data has 3 coded posts with text, all without a code. Expected examples of at least two codes, of which \"none of them\" may be one. Code posts with other codes first.",
            "--label-separator", ";", "--empty-label", "none");
    }

    [Theory]
    [InlineData(Header, "test.csv cannot be used as labelled data:\n  test.csv: No post has a label in the column 'label'.")]
    [InlineData(Header + "1,,,speed\n", "Warning: test.csv: 1 posts have no text and are left out: 1.\nThe test data has no coded post with text. Expected at least one. Check --test-data and its columns.")]
    public async Task Test_data_without_posts_are_refused(string content, string message)
    {
        _folder.Write("posts.csv", MadePosts.Csv(12));
        _folder.Write("test.csv", content);

        await RefusesAsync(message, "--test-data", "test.csv");
    }

    [SlowFact]
    public async Task Posts_of_one_thread_cannot_be_split_and_leave_nothing_behind()
    {
        _folder.Write("posts.csv", "id,title,body,label,thread\n" + string.Concat(Enumerable.Range(0, 8).Select(i => $"{i},Slow,Takes long,{"ab"[i % 2]},7\n")));

        await Refusal.AssertAsync(_folder, 1,
            "The labelled data has 8 posts in 1 thread: too few to keep training, validation and test posts apart. Expected at least 3 threads, each code in one that can be trained on. Code more threads, or leave --thread-column out if the posts do not answer one another.",
            ["train", "--labeled-data", "posts.csv", "--label-column", "label", "--thread-column", "thread", "--output", "model", "--precision", "fp32"],
            "Training on 8 coded posts, 2 codes (single), encoder all-MiniLM-L6-v2, cpu, fp32, seed 1\n");
    }

    private Task RefusesAsync(string message, params string[] more) =>
        Refusal.AssertAsync(_folder, 1, message, ["train", "--labeled-data", "posts.csv", "--label-column", "label", "--output", "model", .. more]);
}
