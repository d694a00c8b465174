using System.Formats.Tar;
using System.Runtime.InteropServices;

namespace CloudOrchestrator.DockerEngine;

/// <summary>
/// The pause program as a root filesystem of one file, so that a node needs no registry for its sandboxes. The program ignores SIGCHLD, which makes the
/// kernel reap orphans that reach it where the pod shares its process namespace, and then waits for ever. Signals that end it need no handler: the agent
/// ends sandboxes with SIGKILL.
/// </summary>
internal static class PauseImage
{
    private const ulong LoadAddress = 0x400000;
    private const int HeaderBytes = 64 + 56;

    /// <summary>A tar archive with the program at <c>/pause</c>.</summary>
    public static MemoryStream RootFileSystem(Architecture architecture)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            using var program = new MemoryStream(Executable(architecture));
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "pause")
            {
                DataStream = program,
                Mode = (UnixFileMode)0b111_101_101,
            });
        }
        archive.Position = 0;
        return archive;
    }

    /// <summary>A static ELF executable: one header, one loaded segment, the code.</summary>
    internal static byte[] Executable(Architecture architecture)
    {
        var (machine, code) = architecture switch
        {
            Architecture.X64 => ((ushort)62, CodeX64()),
            Architecture.Arm64 => ((ushort)183, CodeArm64()),
            _ => throw new PlatformNotSupportedException($"no pause program for {architecture}"),
        };
        var size = (ulong)(HeaderBytes + code.Length);
        using var image = new MemoryStream();
        using var writer = new BinaryWriter(image);
        writer.Write([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        writer.Write((ushort)2);
        writer.Write(machine);
        writer.Write(1);
        writer.Write(LoadAddress + HeaderBytes);
        writer.Write(64UL);
        writer.Write(0UL);
        writer.Write(0);
        foreach (var half in (ReadOnlySpan<ushort>)[64, 56, 1, 64, 0, 0])
            writer.Write(half);
        writer.Write(1);
        writer.Write(5);
        foreach (var word in (ReadOnlySpan<ulong>)[0, LoadAddress, LoadAddress, size, size, 0x1000])
            writer.Write(word);
        writer.Write(code);
        writer.Flush();
        return image.ToArray();
    }

    /// <summary>rt_sigaction(SIGCHLD, {SIG_IGN, 0, 0, 0}, NULL, 8); for (;;) pause();</summary>
    private static byte[] CodeX64() =>
    [
        0x31, 0xC0,                         // xor eax, eax
        0x50, 0x50, 0x50,                   // push rax (mask, restorer, flags)
        0x6A, 0x01,                         // push 1 (SIG_IGN)
        0xB8, 13, 0, 0, 0,                  // mov eax, rt_sigaction
        0xBF, 17, 0, 0, 0,                  // mov edi, SIGCHLD
        0x48, 0x89, 0xE6,                   // mov rsi, rsp
        0x31, 0xD2,                         // xor edx, edx
        0x41, 0xBA, 8, 0, 0, 0,             // mov r10d, 8
        0x0F, 0x05,                         // syscall
        0xB8, 34, 0, 0, 0,                  // mov eax, pause
        0x0F, 0x05,                         // syscall
        0xEB, 0xF7,                         // jmp to the mov before
    ];

    /// <summary>The same with ppoll(NULL, 0, NULL, NULL), as arm64 has no pause.</summary>
    private static byte[] CodeArm64() => MemoryMarshal.AsBytes((ReadOnlySpan<uint>)
    [
        0xD10083FF,                         // sub sp, sp, #32
        0xD2800020,                         // mov x0, #1
        0xF90003E0,                         // str x0, [sp]
        0xF90007FF,                         // str xzr, [sp, #8]
        0xF9000BFF,                         // str xzr, [sp, #16]
        0xD2800220,                         // mov x0, #17
        0x910003E1,                         // mov x1, sp
        0xD2800002,                         // mov x2, #0
        0xD2800103,                         // mov x3, #8
        0xD28010C8,                         // mov x8, #134
        0xD4000001,                         // svc #0
        0xD2800000,                         // mov x0, #0
        0xD2800001,                         // mov x1, #0
        0xD2800002,                         // mov x2, #0
        0xD2800003,                         // mov x3, #0
        0xD2800928,                         // mov x8, #73
        0xD4000001,                         // svc #0
        0x17FFFFFA,                         // b to the mov x0 before
    ]).ToArray();
}
