using System.Diagnostics;
using System.Text.RegularExpressions;
using ForumClassifier.Core.Files;
using ForumClassifier.Modeling.Native;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Modeling.Native;

/// <summary>On the libLibTorchSharp.so that lies beside the test program; the copy is read with binutils' readelf, not with our own reader.</summary>
public sealed partial class OlderLibstdcxxTests : IDisposable
{
    private static readonly string Library = Path.Combine(AppContext.BaseDirectory, "libtorch", "libLibTorchSharp.so");

    private readonly TemporaryFolder _folder = new();

    public OlderLibstdcxxTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The library is that of Linux.");

    private string Cache => _folder.File("cache");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_copy_differs_in_one_name_its_version_and_one_flag()
    {
        var original = File.ReadAllBytes(Library);

        var adapted = OlderLibstdcxx.Adapt(original);

        Assert.Equal(original.Length, adapted.Length);
        int[] changed = [.. Enumerable.Range(0, original.Length).Where(i => original[i] != adapted[i])];
        const string Newer = "_ZSt21ios_base_library_initv";
        var name = original.AsSpan().IndexOf("_ZSt21ios_base_library_initv\0"u8);
        Assert.Equal("_ZNSt8ios_base4InitC1Ev\0\0\0\0\0\0"u8.ToArray(), adapted[name..(name + Newer.Length + 1)]);
        int[] elsewhere = [.. changed.Where(i => i < name || i >= name + Newer.Length)];
        Assert.Equal(2, elsewhere.Length); // the low byte of a version's index, and the flag
        Assert.Contains(elsewhere, i => original[i] == 0 && adapted[i] == 2);
        Assert.Equal(original, File.ReadAllBytes(Library));
    }

    [Fact]
    public async Task The_copy_asks_for_no_version_above_3_4_31()
    {
        Assert.Equal(32, (await NeededAsync(Library)).Where(need => !need.IsWeak).Max(need => need.Minor)); // what makes the copy necessary

        var copy = OlderLibstdcxx.CachedCopy(Library, Cache);

        var needed = await NeededAsync(copy);
        Assert.InRange(needed.Where(need => !need.IsWeak).Max(need => need.Minor), 1, 31);
        Assert.Equal([32], needed.Where(need => need.IsWeak).Select(need => need.Minor));
        var symbols = await ReadElfAsync("--dyn-syms", copy);
        Assert.DoesNotContain("GLIBCXX_3.4.32", symbols, StringComparison.Ordinal);
        Assert.Matches(@"UND _ZNSt8ios_base4InitC1Ev@GLIBCXX_3\.4 \(", symbols);
    }

    [Fact]
    public void The_package_file_is_not_touched()
    {
        var before = File.ReadAllBytes(Library);
        var written = File.GetLastWriteTimeUtc(Library);

        var copy = OlderLibstdcxx.CachedCopy(Library, Cache);

        Assert.NotEqual(Library, copy);
        Assert.Equal(before, File.ReadAllBytes(Library));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Library));
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("damaged")]
    [InlineData("longer")]
    public void A_copy_that_is_not_whole_is_made_anew(string damage)
    {
        var copy = OlderLibstdcxx.CachedCopy(Library, Cache);
        var whole = File.ReadAllBytes(copy);
        var damaged = damage switch { "empty" => [], "cut" => whole[..^1], "longer" => [.. whole, 0], _ => whole.ToArray() };
        if (damage == "damaged")
        {
            damaged[^1] ^= 1;
        }

        File.WriteAllBytes(copy, damaged);
        var again = OlderLibstdcxx.CachedCopy(Library, Cache);

        Assert.Equal(copy, again);
        Assert.Equal(whole, File.ReadAllBytes(copy));
    }

    [Fact]
    public void A_whole_copy_is_not_written_again()
    {
        var copy = OlderLibstdcxx.CachedCopy(Library, Cache);
        var written = File.GetLastWriteTimeUtc(copy);
        using var held = FolderLock.Take(Path.GetDirectoryName(copy)!); // a copy lies in a folder

        Assert.Equal(copy, OlderLibstdcxx.CachedCopy(Library, Cache)); // without the lock
        Assert.Equal(written, File.GetLastWriteTimeUtc(copy));
    }

    [Fact]
    public void Many_threads_at_once_make_one_whole_copy()
    {
        var whole = OlderLibstdcxx.Adapt(File.ReadAllBytes(Library));
        var copies = new byte[8][];
        var threads = Enumerable.Range(0, copies.Length).Select(i => new Thread(() => copies[i] = File.ReadAllBytes(OlderLibstdcxx.CachedCopy(Library, Cache)))).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.All(copies, copy => Assert.Equal(whole, copy));
        Assert.Equal(["libLibTorchSharp.so", "lock"], Directory.EnumerateFiles(Cache, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Processes_that_start_at_once_with_an_empty_cache_all_load()
    {
        ModelFolderThatLoads.Write(_folder);
        Task<(int ExitCode, string Error)> StartAsync() => BuiltProgram.RunAsync(
            ["label", "--model", _folder.File("model"), "--corpus", "none.csv", "--output", _folder.File("out.csv"), "--device", "cuda:99"], ("XDG_CACHE_HOME", Cache));

        var finished = await Task.WhenAll(StartAsync(), StartAsync());

        Assert.All(finished, program => Assert.StartsWith("--device cuda:99: ", program.Error, StringComparison.Ordinal)); // torch has loaded, and found no such card
        Assert.All(finished, program => Assert.Equal(1, program.ExitCode));
        var written = Directory.Exists(Cache) ? Directory.EnumerateFiles(Cache, "lib*", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList() : [];
        Assert.Equal(NativeTorch.SystemIsNewEnough() ? [] : [OlderLibstdcxx.Adapt(await File.ReadAllBytesAsync(Library, TestContext.Current.CancellationToken))], written);
    }

    [Fact]
    public void A_newer_system_gets_the_library_itself_and_no_cache()
    {
        List<string> log = [];

        var chosen = NativeTorch.Choose(Library, Cache, isNewEnough: true, log.Add);

        Assert.Equal(Library, chosen);
        Assert.False(Directory.Exists(Cache));
        Assert.Empty(log);
    }

    [Fact]
    public void An_older_system_gets_the_copy_and_a_line_in_the_log()
    {
        List<string> log = [];

        var chosen = NativeTorch.Choose(Library, Cache, isNewEnough: false, log.Add);

        Assert.StartsWith(Cache, chosen, StringComparison.Ordinal);
        Assert.Equal([$"The system's libstdc++ is older than GCC 13's: TorchSharp's native part is loaded from the adapted copy {chosen}."], log);
    }

    [Fact]
    public void What_the_system_is_was_read_right()
    {
        using var libstdcxx = File.OpenRead(LoadedLibrary("libstdc++.so.6"));

        var hasSymbol = new ElfFile(libstdcxx).Symbols().Any(symbol => symbol.IsDefined && symbol.Name == "_ZSt21ios_base_library_initv");

        Assert.Equal(hasSymbol, NativeTorch.SystemIsNewEnough());
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_said()
    {
        File.WriteAllText(Cache, "a file where the folder should be");

        var e = Assert.Throws<OutputException>(() => OlderLibstdcxx.CachedCopy(Library, Cache));

        Assert.StartsWith($"{Cache}/", e.Message, StringComparison.Ordinal);
        Assert.Contains("/lock: It could not be written (", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("). Check that the folder exists and can be written, or write elsewhere.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_without_permission_is_said()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may write everywhere.");
        Directory.CreateDirectory(Cache);
        if (!OperatingSystem.IsWindows()) // it is not: the constructor skips the test there
        {
            File.SetUnixFileMode(Cache, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var e = Assert.Throws<OutputException>(() => OlderLibstdcxx.CachedCopy(Library, Cache));

        Assert.EndsWith("/lock: This place cannot be written. Choose a folder you may write to.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_such_library_is_refused()
    {
        var another = Path.Combine(AppContext.BaseDirectory, "libtorch", "libc10.so");

        Assert.Equal("It is no 64-bit little-endian ELF file.", Refusal(new byte[4096]));
        Assert.Equal("The ELF file is cut.", Refusal([]));
        Assert.Equal("It does not ask for _ZSt21ios_base_library_initv of GLIBCXX_3.4.32.", Refusal(File.ReadAllBytes(another)));
        Assert.Equal("It does not ask for _ZSt21ios_base_library_initv of GLIBCXX_3.4.32.", Refusal(OlderLibstdcxx.Adapt(File.ReadAllBytes(Library))));
        string Refusal(byte[] library) => Assert.Throws<InvalidDataException>(() => OlderLibstdcxx.Adapt(library)).Message;
    }

    [Fact]
    public void A_damaged_library_is_refused_or_adapted_but_never_breaks_the_program()
    {
        var library = File.ReadAllBytes(Library);
        var sections = (int)BitConverter.ToInt64(library, 40);
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var damaged = library.ToArray();
            var at = random.Next(2) == 0 ? random.Next(64) : sections + random.Next(damaged.Length - sections); // the header, or the table of sections
            damaged[at] ^= (byte)(1 << random.Next(8));

            var e = Record.Exception(() => OlderLibstdcxx.Adapt(damaged));

            Assert.True(e is null or InvalidDataException, $"Byte {at}: {e}");
        }

        foreach (var length in (int[])[1, 63, 64, 4096, 100_000, 1_000_000, library.Length - 1])
        {
            Assert.Throws<InvalidDataException>(() => OlderLibstdcxx.Adapt(library[..length]));
        }
    }

    private static string LoadedLibrary(string name)
    {
        NativeTorch.Load();
        return File.ReadLines("/proc/self/maps").Select(line => line[(line.LastIndexOf(' ') + 1)..]).First(path => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal));
    }

    private static async Task<List<(int Minor, bool IsWeak)>> NeededAsync(string library) =>
        [.. NeedLine().Matches(await ReadElfAsync("--version-info", library)).Select(match => (int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), match.Groups[2].ValueSpan.Trim() is "WEAK"))];

    private static async Task<string> ReadElfAsync(string option, string library)
    {
        var readelf = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "readelf")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(readelf is null, "Needs readelf (package binutils).");
        using var process = Process.Start(new ProcessStartInfo(readelf, ["--wide", option, library]) { RedirectStandardOutput = true })!; // the file is there
        return await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"Name: GLIBCXX_3\.4\.(\d+)\s+Flags: (\S+)")]
    private static partial Regex NeedLine();
}
