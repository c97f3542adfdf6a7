/// `framebuf` (extmod/modframebuf.c, v1.29). What it draws: `Types/Drawing`.
enum FramebufModule {
    static let members: MethodTable = [
        "FrameBuffer": .type(.frameBuffer),
        "FrameBuffer1": .range(3...4, FrameBufferObject.makeMono),
        "MVLSB": .int(PixelBuffer.Format.monoVertical.rawValue),
        "MONO_VLSB": .int(PixelBuffer.Format.monoVertical.rawValue),
        "RGB565": .int(PixelBuffer.Format.rgb565.rawValue),
        "GS2_HMSB": .int(PixelBuffer.Format.gray2.rawValue),
        "GS4_HMSB": .int(PixelBuffer.Format.gray4.rawValue),
        "GS8": .int(PixelBuffer.Format.gray8.rawValue),
        "MONO_HLSB": .int(PixelBuffer.Format.monoHorizontal.rawValue),
        "MONO_HMSB": .int(PixelBuffer.Format.monoHorizontalReversed.rawValue),
    ]
}
