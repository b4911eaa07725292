// Faces of the scripts besides Latin. Declared by unicode-range: a browser fetches what a page really shows.
import '@fontsource/noto-naskh-arabic/400.css';
import '@fontsource/noto-naskh-arabic/600.css';
import '@fontsource/noto-nastaliq-urdu/600.css';
import '@fontsource-variable/noto-sans-sc/wght.css';
