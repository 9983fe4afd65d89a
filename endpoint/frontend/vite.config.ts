// One entry a page that is enhanced; names carry a hash, and the manifest tells the site which is which.
import { defineConfig } from "vite";

export default defineConfig({
  base: "./", // chunks find each other wherever the site is mounted
  build: {
    outDir: "../static/build",
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: false,
    target: "es2022",
    rollupOptions: {
      input: { map: "src/map/index.ts", editor: "src/editor/index.ts", suggest: "src/suggest/index.ts" },
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});
